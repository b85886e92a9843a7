"""A system whose n-th call fails, for every n: the old file or the new, one message, nothing left; in every job."""

from __future__ import annotations

import pytest
from attrs import evolve
from failing import CAN_FAIL, KINDS, Trial, outcomes
from failing_jobs import JOBS, QUICK, wrong
from tiers import DEEP, repeats, variants

pytestmark = pytest.mark.skipif(not CAN_FAIL, reason="needs Linux and a C compiler")
ORDERED = [*QUICK, *(name for name in JOBS if name not in QUICK)]
STEP = 1 if DEEP else repeats(3, 23)
LACKING = [(), ("open",), ("link",), ("open", "link")]  # files without a name, links


@pytest.mark.parametrize("name", variants(ORDERED, len(QUICK)))
def test_whatever_fails_there_is_the_old_or_the_new(name: str) -> None:
    trials = [evolve(JOBS[name], after=after, step=STEP) for after in (False, True)]
    if DEEP:
        trials += [evolve(each, files={**each.files, "out": b""}) for each in trials if "out" in each.files]
    for trial, found in zip(trials, outcomes(*trials), strict=True):
        assert found[-1].failed == "" and found[-1].nth > STEP
        assert list(wrong(trial, found)) == [], trial


@pytest.mark.parametrize("without", LACKING, ids=lambda names: "+".join(names) or "all")
def test_whatever_the_system_lacks(without: tuple[str, ...]) -> None:
    """Without files that have no name yet, or without links, another way is gone, and that too may fail at any step."""
    old = JOBS["begin a rulebook"]
    new = evolve(old, files={}, arguments=tuple(each for each in old.arguments if each != "--force"))
    trials = [evolve(each, without=without, step=repeats(1, 2)) for each in (old, new)]
    for trial, found in zip(trials, outcomes(*trials), strict=True):
        assert found[-1].code == 0 and found[-1].files["out.toml"] != b"old"
        assert list(wrong(trial, found)) == [], trial


def test_calls_of_every_kind_fail() -> None:
    """Else the test would hold without a fault."""
    trials = (JOBS["convert"], evolve(JOBS["begin a rulebook"], without=("link",)), JOBS["score a folder"])
    listing = evolve(trials[2], kinds=("list",))  # else most of its calls are of other kinds
    found = [each for one in outcomes(*trials[:2], listing) for each in one]
    assert {each.failed for each in found} == {*KINDS, ""}


def test_what_is_half_written_would_be_seen() -> None:
    trial = Trial({"out": b"old"}, ())
    [[half]] = outcomes(evolve(JOBS["begin a rulebook"], kinds=()))
    torn = evolve(half, nth=1, failed="write", files={"out.toml": half.files["out.toml"][:9]})
    gone = evolve(half, nth=1, failed="rename", files={})
    left = evolve(half, nth=1, failed="rename", code=2, err="one\n", files={**half.files, "out.toml.part-1": b""})
    told = [list(wrong(evolve(trial, files={"out.toml": b"old"}), [each, half])) for each in (torn, gone, left)]
    assert ["neither the old nor the new" in one[0] for one in told] == [True, False, False]
    assert "out.toml is gone" in told[1][0] and "out.toml.part-1 is left" in told[2][0]
