"""What a user would write instead of the batch: NumPy, pandas, Polars, DuckDB, openfisca-core, zen-engine.

Run as a script it is the file job of Polars: read a Parquet file and write it with four columns more.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np

Arrays = Any
BLOCK = 65_536


def naive(w: Arrays, a: Arrays, b: Arrays, up: Arrays) -> Arrays:
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(up, b, a) / np.where(up, a, b)
        return np.round(w * np.minimum(1.0, np.where(np.isnan(share), 1.0, share)), 2)


def blocked(w: Arrays, a: Arrays, b: Arrays, up: Arrays) -> Arrays:
    out = np.empty(len(w))
    for start in range(0, len(w), BLOCK):
        part = slice(start, start + BLOCK)
        out[part] = naive(w[part], a[part], b[part], up[part])
    return out


def lean_blocked(w: Arrays, a: Arrays, b: Arrays, up: Arrays) -> Arrays:
    """Our way to write it, with a plain 100 and no check of any bound."""
    out, low, high = np.empty(len(w)), np.empty(BLOCK), np.empty(BLOCK)
    with np.errstate(invalid="ignore", divide="ignore"):
        for start in range(0, len(w), BLOCK):
            part = slice(start, start + BLOCK)
            x, y, made = a[part], b[part], out[part]
            full = (x == y) | ((y > x) == up[part])
            share = np.divide(np.minimum(x, y, out=low[: len(x)]), np.maximum(x, y, out=high[: len(x)]), out=made)
            np.fmax(share, full, out=made)
            np.multiply(made, w[part], out=made)
            np.multiply(made, 100.0, out=made)
            np.rint(made, out=made)
            np.divide(made, 100.0, out=made)
    return out


def compiled(w: Arrays, a: Arrays, b: Arrays, up: Arrays, places: int) -> dict[str, Callable[[], Arrays]]:
    """Our kernel by numba, where that is installed."""
    try:
        import numba  # noqa: F401
    except ImportError:
        return {}
    from scoring.batch.compiled import score_floats_compiled

    return {"jixiao from float64, numba": lambda: score_floats_compiled(w, a, b, up, places)}


def short_blocked(w: Arrays, a: Arrays, b: Arrays) -> Arrays:
    """Positive lines only: less than the job, and the least that floats could take."""
    out = np.empty(len(w))
    with np.errstate(invalid="ignore", divide="ignore"):
        for start in range(0, len(w), BLOCK):
            part = slice(start, start + BLOCK)
            out[part] = np.round(w[part] * np.minimum(1.0, b[part] / a[part]), 2)
    return out


def pandas_totals(form: Arrays, w: Arrays, a: Arrays, b: Arrays, up: Arrays) -> Arrays:
    import pandas as pd

    frame = pd.DataFrame({"form": form, "w": w, "a": a, "b": b, "up": up}, copy=False)
    share = frame["b"].where(frame["up"], frame["a"]) / frame["a"].where(frame["up"], frame["b"])
    frame["score"] = (frame["w"] * share.fillna(1).clip(upper=1)).round(2)
    return frame.groupby("form")["score"].sum().to_numpy()


def children(group: Arrays, draw: Any) -> Any:
    """Lines to consolidate: twenty indicators a parent, sums and means, two decimals."""
    import pyarrow as pa

    size, indicator = len(group), group % 20
    nature = pa.DictionaryArray.from_arrays(pa.array((indicator % 2).astype(np.int8)), pa.array(["sum", "mean"]))
    return pa.table({
        "parent": group // 20, "indicator": indicator, "nature": nature,
        "value": draw.integers(0, 10**6, size) / 100, "funds": draw.integers(1, 10**7, size) / 100,
    })  # fmt: skip


def pandas_means(lines: Any) -> Callable[[], Arrays]:
    """Sums, or means weighted by funds, of each parent and indicator, in their order."""
    frame = lines.drop_columns(["nature"]).to_pandas()

    def job() -> Arrays:
        made = frame.assign(product=frame["value"] * frame["funds"]).groupby(["parent", "indicator"]).sum()
        mean = made.index.get_level_values("indicator") % 2 == 1
        return np.where(mean, made["product"] / made["funds"], made["value"]).round(6)

    return job


def _pandas(w: Arrays, a: Arrays, b: Arrays, up: Arrays, data: Any) -> Callable[[], Arrays]:
    import pandas as pd

    frame = pd.DataFrame({"w": w, "a": a, "b": b, "up": up})

    def job() -> Arrays:
        share = frame["b"].where(frame["up"], frame["a"]) / frame["a"].where(frame["up"], frame["b"])
        return (frame["w"] * share.fillna(1).clip(upper=1)).round(2).to_numpy()

    return job


def _polars(w: Arrays, a: Arrays, b: Arrays, up: Arrays, data: Any) -> Callable[[], Arrays]:
    import polars as pl

    size = len(w)
    frame = pl.DataFrame({"w": data.weight[:size], "a": data.a[:size], "b": data.b[:size], "up": up}).with_columns(
        (pl.col("w").cast(pl.Decimal(38, 2)) / 100).cast(pl.Decimal(10, 2)),
        *((pl.col(name).cast(pl.Decimal(38, 4)) / 10**data.places).cast(pl.Decimal(18, 4)) for name in "ab"),
    )
    num, den = pl.when("up").then("b").otherwise("a"), pl.when("up").then("a").otherwise("b")
    met = (den == 0) | (num >= den)
    ratio = (pl.col("w") * num / pl.when(den == 0).then(1).otherwise(den)).round(2)
    score = pl.when(met).then(pl.col("w")).otherwise(ratio)
    return lambda: frame.lazy().select(score.cast(pl.Float64)).collect().to_series().to_numpy()


def _duckdb(w: Arrays, a: Arrays, b: Arrays, up: Arrays, data: Any) -> Callable[[], Arrays] | None:
    try:
        import duckdb
    except ImportError:
        return None
    import pyarrow as pa

    lines = pa.table({"w": w, "a": a, "b": b, "up": up})
    link = duckdb.connect()
    link.execute("SET threads = 1")
    link.register("given", lines)
    link.execute(
        "CREATE TABLE lines AS SELECT w::DECIMAL(10,2) w, a::DECIMAL(18,4) a, b::DECIMAL(18,4) b, up FROM given"
    )
    query = """SELECT CASE WHEN a = b OR (b > a) = up THEN w
               ELSE round(w * least(a, b) / greatest(a, b), 2) END::DOUBLE AS s FROM lines"""
    return lambda: link.execute(query).fetchnumpy()["s"]


def _openfisca(whole: bool, forms: bool = False) -> Callable[..., Callable[[], Arrays] | None]:
    def prepare(w: Arrays, a: Arrays, b: Arrays, up: Arrays, data: Any) -> Callable[[], Arrays] | None:
        try:
            from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables
        except ImportError:
            return None
        line = entities.build_entity(
            "line", "lines", "a line", is_person=True
        )  # fmt: skip

        def variable(name: str, kind: type = float, **more: Any) -> type:
            body = {"value_type": kind, "entity": line, "definition_period": periods.DateUnit.YEAR}
            return type(name, (variables.Variable,), body | more)

        def formula(lines: Any, period: Any) -> Arrays:
            with np.errstate(invalid="ignore", divide="ignore"):
                up, a, b = lines("up", period), lines("a", period), lines("b", period)
                share = np.where(up, b, a) / np.where(up, a, b)
                return np.round(lines("w", period) * np.minimum(1, np.where(np.isnan(share), 1, share)), 2)

        form = entities.build_entity("form", "forms", "a form", roles=[{"key": "line", "plural": "lines"}])
        system = taxbenefitsystems.TaxBenefitSystem([line, form] if forms else [line])
        ids, of = np.arange(len(w)), np.arange(len(w)) // 20
        every, roles = np.unique(of), np.full(len(w), "line")
        for made in (variable("w"), variable("a"), variable("b"), variable("up", bool)):
            system.add_variable(made)
        system.add_variable(variable("score", formula=formula))

        def build() -> Any:
            made = simulations.SimulationBuilder()
            made.create_entities(system)
            made.declare_person_entity("line", ids)
            if forms:
                made.join_with_persons(made.declare_entity("form", every), of, roles)
            simulation = made.build(system)
            for name, column in (("w", w), ("a", a), ("b", b), ("up", up)):
                simulation.set_input(name, "2023", column)
            return simulation

        if whole:
            return lambda: build().calculate("score", "2023")
        ready = build()

        def bare() -> Arrays:
            ready.delete_arrays("score")
            return ready.calculate("score", "2023")

        return bare

    return prepare


ZEN = "a == b or (b > a) == up ? w : round(w * min([a, b]) / max([a, b]), 2)"


def _zen(w: Arrays, a: Arrays, b: Arrays, up: Arrays, data: Any) -> Callable[[], Arrays] | None:
    try:
        import zen
    except ImportError:
        return None
    compiled = zen.compile_expression(ZEN)
    rows = [{"w": x, "a": y, "b": z, "up": p} for x, y, z, p in zip(*(c.tolist() for c in (w, a, b, up)), strict=True)]
    return lambda: [compiled.evaluate(row) for row in rows]


def zen_records(given: list[dict[str, Any]]) -> Callable[[], Arrays] | None:
    try:
        import zen
    except ImportError:
        return None
    compiled = zen.compile_expression(ZEN)
    return lambda: [
        compiled.evaluate({"w": float(row["weight"]), "a": float(row["a"]), "b": float(row["b"]),
                           "up": row["kind"] == "positive"}) for row in given
    ]  # fmt: skip


def from_records(given: list[dict[str, Any]]) -> list[Any]:
    """Our way from a list of records with numbers as text to a list of scores."""
    import pyarrow as pa

    from scoring.batch import score_lines

    return score_lines(pa.Table.from_pylist(given)).lines["rule_low"].to_pylist()


PEERS = (
    ("pandas", 10**6, _pandas),
    ("Polars Decimal", 10**6, _polars),
    ("DuckDB DECIMAL", 10**6, _duckdb),
    ("openfisca-core, lines in forms: build, set, calculate", 10**6, _openfisca(True, forms=True)),
    ("openfisca-core, lines alone: build, set, calculate", 10**6, _openfisca(True)),
    ("openfisca-core, bare calculate", 10**6, _openfisca(False)),
    ("zen-engine, compiled expression", 50_000, _zen),
)


def main() -> None:
    import polars as pl

    source, output = sys.argv[1:]
    more = {
        "rule_low": pl.col("weight"),
        "rule_high": pl.col("filed"),
        "status": pl.col("kind"),
        "findings": pl.col("kind"),
    }
    if source.endswith(".csv"):
        pl.scan_csv(source).with_columns(**more).sink_csv(output)
    else:
        pl.scan_parquet(source).with_columns(**more).sink_parquet(output, compression="lz4")


if __name__ == "__main__":
    main()
