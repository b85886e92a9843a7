"""Lines for the benchmark of the batch: what forms hold, with many exact ties, and their truth in Python's integers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

SEED, PER_FORM = 20240917, 20
# fraction digits and the largest scaled value of targets and completions
PROFILES = {"narrow": (4, 10**9), "wide": (6, 10**15)}


class Data:
    """Columns of lines: weights in hundredths, targets and completions scaled by ``10**places``, all whole numbers."""

    def __init__(self, count: int, profile: str, seed: int = SEED) -> None:
        draw = np.random.default_rng(seed)
        self.places, top = PROFILES[profile]
        scale = 10**self.places
        weight = draw.integers(1, 2001, count)
        low, high = draw.integers(0, top, count), draw.integers(1, top, count)
        sort = draw.random(count)
        tie, near = sort < 0.15, (sort >= 0.10) & (sort < 0.15)  # 10 % exact ties, 5 % one last digit off
        part = draw.integers(1, top // (2 * 2000), count)
        low = np.where(tie, (2 * draw.integers(0, weight) + 1) * part, low)
        high = np.where(tie, 2 * weight * part, high)
        low = np.where(near, np.maximum(low + draw.choice([-1, 1], count), 0), low)
        plain = (sort >= 0.15) & (sort < 0.27)  # 12 % round numbers
        weight = np.where(plain, draw.integers(1, 21, count) * 100, weight)
        high = np.where(plain, draw.integers(1, 21, count) * 50 * scale, high)
        low = np.where(plain, draw.integers(0, 1001, count) * scale, low)
        edge = (sort >= 0.27) & (sort < 0.32)  # 5 % zeros, met to the digit, far over
        which = draw.integers(0, 3, count)
        low = np.where(edge, np.where(which == 0, 0, np.where(which == 1, high, low)), low)
        high = np.where(edge & (which == 0) & (draw.random(count) < 0.5), 0, high)
        rest = sort >= 0.32
        low = np.where(rest, (high * draw.random(count) * 1.25).astype(np.int64), low)
        self.positive = draw.random(count) < 0.7
        self.weight = weight
        self.a = np.where(self.positive, high, low)
        self.b = np.where(self.positive, low, high)

    def truth(self) -> np.ndarray:
        """Scores in hundredths, by Python's own integers."""
        return np.array(
            [
                w if a == b or (b > a) == p else (2 * w * min(a, b) + max(a, b)) // (2 * max(a, b))
                for w, a, b, p in zip(
                    self.weight.tolist(), self.a.tolist(), self.b.tolist(), self.positive.tolist(), strict=True
                )
            ],
            np.int64,
        )

    def floats(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Weight, target, completion as the nearest float64, and the direction."""
        scale = 10.0**self.places
        return self.weight / 100.0, self.a / scale, self.b / scale, self.positive

    def table(self, first: int = 0) -> pa.Table:
        """The columns of a batch; most scores filed as computed, some otherwise, one of a hundred lost."""
        weight, a, b, positive = self.floats()
        draw = np.random.default_rng(SEED + first)
        share = np.minimum(1, np.minimum(a, b) / np.maximum(np.maximum(a, b), 1e-9))
        filed = np.floor(weight * np.where((b > a) == positive, 1, share) * 100 + 0.5) / 100
        filed = np.where(draw.random(len(filed)) < 0.1, np.round(filed), filed)
        kinds = pa.DictionaryArray.from_arrays(pa.array(positive.astype(np.int8)), pa.array(["reverse", "positive"]))
        return pa.table({
            "form": np.arange(first, first + len(weight)) // PER_FORM, "kind": kinds, "weight": weight, "a": a, "b": b,
            "filed": pa.array(filed, mask=draw.random(len(filed)) < 0.01),
        })  # fmt: skip

    def texts(self, first: int = 0) -> pa.Table:
        """The same as cells: signs, numbers, units, now and then words."""
        draw = np.random.default_rng(SEED + first)
        size, units = len(self.weight), np.array(["人", "万元", "%", "件", ""])
        a, b = (np.char.mod("%d", np.minimum(each // 10**self.places, 10**9)) for each in (self.a, self.b))
        unit = units[draw.integers(0, len(units), size)]
        target = np.char.add(np.where(self.positive, "≥", "≤"), np.char.add(a, unit))
        actual = np.char.add(b, np.where(draw.random(size) < 0.8, unit, ""))
        words, done = np.array(["有效保障", "及时", "规范有序"]), np.array(["达成预期指标", "有效保障", "部分达成"])
        prose = draw.random(size) < 0.15
        target = np.where(prose, words[draw.integers(0, 3, size)], target)
        actual = np.where(prose, done[draw.integers(0, 3, size)], actual)
        table = self.table(first).drop_columns(["kind", "a", "b"])
        return table.append_column("target", pa.array(target.tolist())).append_column(
            "actual", pa.array(actual.tolist())
        )


def write(
    path: Path, count: int, profile: str = "narrow", *, texts: bool = False, unsorted: int = 0, part: int = 1_000_000
) -> None:
    """A Parquet file of ``count`` lines, in row groups of a million; ``unsorted``: so many forms, in no order."""
    writer = None
    for first in range(0, count, part):
        data = Data(min(part, count - first), profile, SEED + first)
        table = data.texts(first) if texts else data.table(first)
        if unsorted:
            form = np.random.default_rng(SEED + first).integers(0, unsorted, len(table))
            table = table.set_column(0, "form", pa.array(form))
        writer = writer or pq.ParquetWriter(path, table.schema, compression="lz4")
        writer.write_table(table)
    if writer:
        writer.close()
