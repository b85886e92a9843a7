"""Words of a page → texts of cells, and the columns that the gaps between headings part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import define, evolve

from indicators.reading.grid import Cell, Word
from indicators.recognition import headings

_TWO = 4  # characters of two headings
_LONGEST = 120  # two headings with their brackets; anything longer is prose
SAME = 300  # heights with less between them are one


@define
class Spot:
    """The rows that a word may stand in: the first, and the one behind the last."""

    word: Word
    start: int
    stop: int


def parted(word: Word) -> tuple[Word, ...]:
    """A word that is two headings set close together, as two; any other as it is.

    >>> word = Word("年初目标值（A）实际完成值（B）", 0, 0, 16_000, 1_000)
    >>> [(each.text, each.left, each.right) for each in parted(word)]
    [('年初目标值（A）', 0, 8000), ('实际完成值（B）', 8000, 16000)]
    """
    text = word.text
    if not _TWO <= len(text) <= _LONGEST or text.isascii() or headings.is_heading(text):
        return (word,)
    for at in range(2, len(text) - 1):
        if text[at] not in "（(" and headings.is_heading(text[:at]) and headings.is_heading(text[at:]):
            whole, part = _length(text), _length(text[:at])
            x = word.left + (word.right - word.left) * part // whole
            return evolve(word, text=text[:at], right=x), evolve(word, text=text[at:], left=x)
    return (word,)


def _length(text: str) -> int:
    """How long a text is set, in halves of a character's size."""
    return sum(1 + (char > "\u2000") for char in text)


def clusters(spots: Sequence[Spot]) -> list[list[Spot]]:
    """The words of a row as texts: those that stand over each other are lines of one."""
    found: list[list[Spot]] = []
    for spot in sorted(spots, key=lambda each: each.word.left):
        over = [each for each in found if any(_overlap(spot.word, other.word) > 0 for other in each)]
        for each in over[1:]:
            over[0].extend(each)
            found.remove(each)
        if over:
            over[0].append(spot)
        else:
            found.append([spot])
    return sorted(found, key=lambda each: min(spot.word.left for spot in each))


def _overlap(one: Word, two: Word) -> int:
    return min(one.right, two.right) - max(one.left, two.left)


def cell_of(spots: Sequence[Spot], row: int = 0, column: int = 0) -> Cell:
    """A text of several lines as a cell."""
    words = [spot.word for spot in sorted(spots, key=lambda each: (each.word.middle // SAME, each.word.left))]
    text = words[0].text
    for before, word in pairwise(words):
        letters = before.text[-1:].isascii() and word.text[:1].isascii() and word.text[:1].isalpha()
        text += (" " if letters or _are_figures(before, word) else "") + word.text
    return Cell(text, row, column, place=words[0].place)


def are_beside(spots: Sequence[Spot]) -> bool:
    """Whether figures stand beside each other among some words: they are the cells of several columns.

    >>> words = [Word(text, left, 0, left + 500, 1_000) for text, left in (("93%", 0), ("10", 2_000))]
    >>> are_beside([Spot(word, 0, 1) for word in words]), are_beside([Spot(words[0], 0, 1)])
    (True, False)
    """
    words = sorted((spot.word for spot in spots), key=lambda each: (each.middle // SAME, each.left))
    return any(_are_figures(one, two) for one, two in pairwise(words))


def _are_figures(one: Word, two: Word) -> bool:
    return one.middle // SAME == two.middle // SAME and all(char.isdecimal() for char in (_last(one), two.text[:1]))


def _last(word: Word) -> str:
    """The last character of a figure: the unit behind it is none."""
    return word.text.rstrip("%％分元个人")[-1:]


def columns_of(texts: Sequence[Sequence[Spot]], below: Sequence[Spot]) -> list[int]:
    """Where columns begin: in the gap between two headings that the fewest words below cross; labels at the left.

    The names of rows of funds have no heading: they stand between the label of the block and the first amount.
    """
    boxes = [(min(s.word.left for s in text), max(s.word.right for s in text)) for text in texts]
    words = [spot.word for spot in below]
    edges = [min([boxes[0][0], *(word.left for word in words)]) - 1]
    outside = [word for word in words if word.right < boxes[0][0]]
    if outside:  # labels of blocks, left of all headings
        inside = [word.left for word in words if word.left <= boxes[0][1] and word.right >= boxes[0][0]]
        edges.append((max(word.right for word in outside) + min([boxes[0][0], *inside])) // 2)
    for at, ((left, right), (west, east)) in enumerate(pairwise(boxes)):
        names = [word for word in words if right < word.left and word.right < west and _is_name(word)]
        if at == 0 and names and headings.is_block(cell_of(texts[0]).text):
            edges.append((right + min(word.left for word in names)) // 2)
            right = max(word.right for word in names)
        middle, other = (left + right) // 2, (west + east) // 2
        narrow = [word for word in words if not (word.left < middle and word.right > other)]
        edges.append(_gap(right, west, narrow))
    edges.append(max([boxes[-1][1], *(word.right for word in words)]) + 1)
    return edges


def _is_name(word: Word) -> bool:
    return not any(char.isdecimal() for char in word.text) and len(word.text) > 1


def _gap(left: int, right: int, words: Iterable[Word]) -> int:
    """The middle of the widest stretch between two places that the fewest words cross."""
    if right <= left:
        return (left + right) // 2
    marks: list[tuple[int, int]] = []
    for word in words:
        start, stop = max(word.left, left), min(word.right, right)
        if start < stop:
            marks += [(start, 1), (stop, -1)]
    places = sorted({left, right, *(at for at, _ in marks)})
    best, depth = (1 << 30, 0, (left + right) // 2), 0
    steps = dict.fromkeys(places, 0)
    for at, step in marks:
        steps[at] += step
    for at, following in pairwise(places):
        depth += steps[at]
        best = min(best, (depth, at - following, (at + following) // 2))
    return best[2]
