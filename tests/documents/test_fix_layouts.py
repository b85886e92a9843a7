"""``score fix`` on every layout: a form that is right needs nothing, and what waits for a choice is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus import LAYOUTS, as_xlsx
from tiers import variants

from scoring.fix.changes import CERTAIN, KINDS
from scoring.fix.command import run_fix

LEFT = "须人工"  # before what no change puts right
FORMS = sorted(name for name, each in LAYOUTS.items() if each.rows)


def fix(source: Path, output: Path, *options: str) -> tuple[object, str]:
    told: list[str] = []
    done = run_fix([str(source), "-o", str(output), *options], "zh", told.append, None)
    return done, "".join(told)


@pytest.mark.parametrize("name", variants(FORMS[::3] + FORMS[1::3] + FORMS[2::3], 16))
def test_a_right_form_of_any_layout_needs_nothing(name: str, tmp_path: Path) -> None:
    """As it was filed, or once every change that was proposed has been made: never a second round of them."""
    filed, mended = tmp_path / "filed.xlsx", tmp_path / "mended.xlsx"
    filed.write_bytes(as_xlsx(LAYOUTS[name]))
    done, told = fix(filed, mended, "--what", ",".join(KINDS))
    assert done == int(LEFT in told)
    right = mended if mended.exists() else filed
    assert mended.exists() is any(f"({kind})" in told for kind in KINDS)
    for options in (("--yes",), ("--what", ",".join(KINDS))):
        again, told = fix(right, tmp_path / "again.xlsx", *options)
        assert (again, told == "无需改动\n") in ((0, True), (1, False))
        assert (LEFT in told) is bool(again) and not any(f"({kind})" in told for kind in KINDS)
    assert not (tmp_path / "again.xlsx").exists()


@pytest.mark.parametrize("name", variants(FORMS[::2] + FORMS[1::2], 16))
def test_what_waits_for_a_choice_is_named(name: str, tmp_path: Path) -> None:
    """``--yes`` makes what is certain and ends with 0; where more waits, it says which and ends with 1."""
    filed = tmp_path / "filed.xlsx"
    filed.write_bytes(as_xlsx(LAYOUTS[name]))
    done, told = fix(filed, tmp_path / "out.xlsx", "--yes")
    every, others = fix(filed, tmp_path / "all.xlsx", "--what", ",".join(KINDS))[1], set(KINDS) - set(CERTAIN)
    waiting = {kind for kind in others if f"({kind})" in every}
    assert done == int(bool(waiting) or LEFT in told)
    assert all(kind in told for kind in waiting)
    assert ("无需改动" in told) is (done == 0 and not (tmp_path / "out.xlsx").exists())
