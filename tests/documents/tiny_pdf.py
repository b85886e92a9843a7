"""The smallest PDF writer that the tests need: pages of drawing operators, Helvetica, form objects, page rotation."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def pdf(
    pages: Sequence[str],
    size: tuple[int, int] = (595, 842),
    rotate: int = 0,
    forms: Sequence[str] = (),
    pack: bool = True,
) -> bytes:
    """A file of pages. Each form object is called ``/X0``, ``/X1``, … by pages and by other forms."""
    objects: list[bytes] = [b"", b"", FONT]
    names = " ".join(f"/X{number} {4 + number} 0 R" for number in range(len(forms)))
    resources = f"<</Font<</F 3 0 R>>/XObject<<{names}>>>>".encode()
    box = f"[0 0 {size[0]} {size[1]}]".encode()
    for form in forms:
        about = b"/Type/XObject/Subtype/Form/BBox[-9999 -9999 9999 9999]/Resources" + resources
        objects.append(_stream(form, about, pack))
    kids = []
    for page in pages:
        objects.append(_stream(page, b"", pack))
        kids.append(len(objects) + 1)
        turn = f"/Rotate {rotate}".encode() if rotate else b""
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox%s%s/Resources%s/Contents %d 0 R>>"
            % (box, turn, resources, len(objects))
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(out))
    )


def _stream(text: str, about: bytes, pack: bool) -> bytes:
    data = text.encode("latin-1")
    if pack:
        data = zlib.compress(data)
        about += b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (about, len(data), data)


def text(x: float, y: float, shown: str, size: float = 9) -> str:
    """Operators that show a text from a point on its base line."""
    escaped = shown.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F {size} Tf {x} {y} Td ({escaped}) Tj ET\n"


def line(x: float, y: float, u: float, v: float) -> str:
    """Operators that stroke a line."""
    return f"{x} {y} m {u} {v} l S\n"


def sides(box: tuple[int, int, int, int]) -> list[tuple[int, int, int, int]]:
    x, y, u, v = box
    return [(x, y, u, y), (x, v, u, v), (x, y, x, v), (u, y, u, v)]


def stroked(box: tuple[int, int, int, int]) -> str:
    return "".join(line(*side) for side in sides(box))
