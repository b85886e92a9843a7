"""Ways to damage a document that know how its format is built, each from a seed; ``scripts/damage.py`` runs them."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable

Damager = Callable[[bytes, random.Random], bytes]
EXTREMES = (b"0", b"-1", b"7", b"255", b"65536", b"1048577", b"2147483648", b"99999999999999999999", b"", b"x", b"1e9")
NUMBER = re.compile(rb'(?<==")\d+(?=")|(?<=:)\d+(?=")')
TAG = re.compile(rb"</?([A-Za-z:]+)[^<>]*>")


def cut(data: bytes, chance: random.Random) -> bytes:
    """The end left out."""
    return data[: chance.randrange(len(data))]


def hole(data: bytes, chance: random.Random) -> bytes:
    """A piece left out."""
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice((1, 4, 64, 512, 4096)) :]


def zeros(data: bytes, chance: random.Random) -> bytes:
    """A piece of zeros, as a disk leaves it."""
    at, size = chance.randrange(len(data)), chance.choice((1, 64, 512, 4096))
    return (data[:at] + bytes(size) + data[at + size :])[: len(data)]


def flip(data: bytes, chance: random.Random) -> bytes:
    """One bit."""
    changed = bytearray(data)
    changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def twice(data: bytes, chance: random.Random) -> bytes:
    """A piece that stands twice."""
    at, size = chance.randrange(len(data)), chance.choice((8, 512, 4096))
    return data[: at + size] + data[at:]


def shuffled(data: bytes, chance: random.Random) -> bytes:
    """Two sectors in each other's place."""
    sectors = [data[at : at + 512] for at in range(0, len(data), 512)]
    one, two = chance.randrange(len(sectors)), chance.randrange(len(sectors))
    sectors[one], sectors[two] = sectors[two], sectors[one]
    return b"".join(sectors)


# ---------------------------------------------------------------- packages


def packed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A package with its parts changed and its checksums made anew."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, text in parts.items():
            new.writestr(zipfile.ZipInfo(name), text)
    return stream.getvalue()


def in_a_part(change: Damager) -> Damager:
    """Damage within one part, below the package's checksums."""

    def made(data: bytes, chance: random.Random) -> bytes:
        def one(parts: dict[str, bytes]) -> None:
            name = chance.choice(sorted(name for name, text in parts.items() if text))
            parts[name] = change(parts[name], chance)

        return packed(data, one)

    return made


def part_left_out(data: bytes, chance: random.Random) -> bytes:
    """A part that others refer to is not there."""
    return packed(data, lambda parts: parts.pop(chance.choice(sorted(parts))) and None)


def parts_swapped(data: bytes, chance: random.Random) -> bytes:
    """Two parts in each other's place."""

    def swap(parts: dict[str, bytes]) -> None:
        one, two = chance.sample(sorted(parts), 2) if len(parts) > 1 else (next(iter(parts)),) * 2
        parts[one], parts[two] = parts[two], parts[one]

    return packed(data, swap)


def xml_cut(text: bytes, chance: random.Random) -> bytes:
    """XML that ends too soon."""
    return text[: chance.randrange(len(text))]


def root_renamed(text: bytes, chance: random.Random) -> bytes:
    """Another name at the root."""
    found = [each for each in TAG.finditer(text) if not each.group().startswith(b"</")]
    return re.sub(rb"(</?)" + re.escape(found[0][1]) + rb"\b", rb"\1another", text) if found else text


def number_changed(text: bytes, chance: random.Random) -> bytes:
    """A number in an attribute becomes an extreme one."""
    found = list(NUMBER.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    return text[: one.start()] + chance.choice(EXTREMES) + text[one.end() :]


def element_twice(text: bytes, chance: random.Random) -> bytes:
    """A tag that stands many times."""
    found = list(TAG.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    return text[: one.end()] + one.group() * chance.choice((1, 2, 150)) + text[one.end() :]


def tag_left_out(text: bytes, chance: random.Random) -> bytes:
    """A tag that is not there."""
    found = list(TAG.finditer(text))
    one = chance.choice(found) if found else None
    return text[: one.start()] + text[one.end() :] if one else text


# ---------------------------------------------------------------- PDF

OBJECT = re.compile(rb"(?<!\d)\d+ 0 obj\b.*?\bendobj", re.DOTALL)
STREAM = re.compile(rb"(?<=stream\n).*?(?=\n?endstream)", re.DOTALL)


def one_match(pattern: re.Pattern[bytes], change: Callable[[bytes, random.Random], bytes]) -> Damager:
    """Damage to one of what a pattern finds."""

    def made(data: bytes, chance: random.Random) -> bytes:
        found = list(pattern.finditer(data))
        if not found:
            return data
        one = chance.choice(found)
        return data[: one.start()] + change(one.group(), chance) + data[one.end() :]

    return made


PDF_WORDS = re.compile(rb"/(?:Length|Filter|FlateDecode|Kids|Count|Contents|Resources|Font|ToUnicode|W|Type|Root)\b")
PDF_NUMBERS = re.compile(rb"(?<=[ /\[])\d+(?= 0 R)|(?<=/Length )\d+|(?<=/Count )\d+")
object_left_out = one_match(OBJECT, lambda text, chance: b"")
object_blanked = one_match(OBJECT, lambda text, chance: b" " * len(text))
stream_flipped = one_match(STREAM, lambda text, chance: flip(text, chance) if text else text)
stream_cut = one_match(STREAM, lambda text, chance: text[: len(text) // 2])
stream_blanked = one_match(STREAM, lambda text, chance: bytes(len(text)))
word_changed = one_match(PDF_WORDS, lambda text, chance: text[:-1] + b"x")
reference_changed = one_match(PDF_NUMBERS, lambda text, chance: chance.choice(EXTREMES))


# ---------------------------------------------------------------- records of old workbooks


def _records(data: bytes) -> list[int]:
    """Where records of cells begin, wherever the stream of records lies in the file."""
    heads = (b"\xfd\x00\x0a\x00", b"\x03\x02\x0e\x00", b"\x7e\x02\x0a\x00", b"\x08\x02\x10\x00")
    return [each.start() for head in heads for each in re.finditer(re.escape(head), data)]


def record_longer(data: bytes, chance: random.Random) -> bytes:
    """A record that swallows what follows, or ends too soon."""
    places = _records(data)
    if not places:
        return data
    at = chance.choice(places) + 2
    length = struct.pack("<H", chance.choice((0, 3, 40, 700, 9_000, 65_535)))
    return data[:at] + length + data[at + 2 :]


def record_renamed(data: bytes, chance: random.Random) -> bytes:
    """A record of another kind."""
    places = _records(data)
    at = chance.choice(places) if places else 0
    return data[:at] + struct.pack("<H", chance.choice((0, 0x0A, 0x3C, 0x809, 0xFFFF))) + data[at + 2 :]


# Those in TOLD take something away that the format gives a way to miss: no row may be gone without a word. Of the
# others some make another document of the first (a longer merge, a text changed), which nobody can tell from one that
# was meant.
PACKAGE = {"cut": cut, "hole": hole, "zeros": zeros, "flip": flip, "part left out": part_left_out,
           "xml cut": in_a_part(xml_cut), "root renamed": in_a_part(root_renamed)}  # fmt: skip
PACKAGE_ANY = {"parts swapped": parts_swapped, "number": in_a_part(number_changed), "tags": in_a_part(element_twice),
               "tag left out": in_a_part(tag_left_out), "bytes": in_a_part(flip), "twice": twice}  # fmt: skip
TOLD: dict[str, dict[str, Damager]] = {
    "pdf": {"cut": cut, "stream flipped": stream_flipped, "stream cut": stream_cut, "stream blanked": stream_blanked,
            "object left out": object_left_out, "object blanked": object_blanked},
    "xlsx": PACKAGE, "docx": PACKAGE, "ods": PACKAGE, "ofd": PACKAGE, "zip": {"cut": cut, "flip": flip, "hole": hole},
    "xls": {"cut": cut, "hole": hole, "record longer": record_longer},
    "text": {},
}  # fmt: skip
ANY: dict[str, dict[str, Damager]] = {
    "pdf": {"word": word_changed, "reference": reference_changed, "zeros": zeros, "hole": hole, "twice": twice},
    "xlsx": PACKAGE_ANY, "docx": PACKAGE_ANY, "ods": PACKAGE_ANY, "ofd": PACKAGE_ANY, "zip": {"zeros": zeros},
    "xls": {"zeros": zeros, "sectors": shuffled, "record renamed": record_renamed, "flip": flip},
    "text": {"cut": cut, "hole": hole, "zeros": zeros, "flip": flip, "twice": twice, "tags": element_twice,
             "tag left out": tag_left_out, "number": number_changed},
}  # fmt: skip
