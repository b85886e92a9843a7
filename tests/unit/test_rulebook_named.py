"""Where a file names its rulebook."""

from __future__ import annotations

import pytest

from indicators import InputError, loads


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('rulebook = "mof-2020"\n[form]\nkind = "project"\n', "1"),
        ('[form]\nkind = "project"\nrulebook = "mof-2020"\n', "3"),
        ('["表"]\n"类型" = "project"\n"规则" = "mof-2020"\n', "3"),
        ('rulebook = "mof-2020"\n[form]\nkind = "project"\nrulebook = "mof-2016"\n', ""),
    ],
)
def test_the_rulebook_is_named_above_the_form_or_in_it(text: str, line: str) -> None:
    """Not in both: then the second is told."""
    text += '[[indicator]]\nname = "甲"\ntarget = "≥1"\nactual = "1"\nweight = 100\n'
    if line:
        form = loads(text)
        assert (form.rulebook, form.at("rulebook").spot) == ("mof-2020", line)
    else:
        with pytest.raises(InputError) as caught:
            loads(text)
        assert [(each.code, each.place.spot) for each in caught.value.problems] == [("I201", "4")]
