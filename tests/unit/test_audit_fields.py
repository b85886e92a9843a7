"""Fields that a form must have, and those that a consolidated one need not."""

from __future__ import annotations

import pytest
from attrs import evolve

from indicators import Form, Line, Number
from scoring import score
from scoring.audit import audit

FORM = Form(
    "project", "修路", "某局", "某所", 2023,
    indicators=(Line("i1", "indicator", "里程", "≥10公里", "10公里", weight=Number.of(100), filed=Number.of(100)),),
)  # fmt: skip


def missing(form: Form) -> set[str]:
    found = audit(score(form, "hongshan-2023"))
    return {str(dict(each.message.values).get("field")) for each in found if each.code == "F001"} - {"None"}


@pytest.mark.parametrize(("key", "empty"), [("project", ""), ("department", ""), ("unit", ""), ("year", None)])
def test_an_empty_field_is_told_but_of_several_children_those_differ(key: str, empty: object) -> None:
    """A consolidated form has one year, and may have no one project, department or unit."""
    assert len(missing(FORM)) == 0
    bare = evolve(FORM, **{key: empty})
    assert len(missing(bare)) == 1
    (own,) = bare.indicators
    several = evolve(bare, indicators=(evolve(own, funds="100万元", filed=None),))
    assert several.computed and len(missing(several)) == (key == "year")
