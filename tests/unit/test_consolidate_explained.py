"""The explanation of a consolidation shows the sum, child by child."""

from __future__ import annotations

import pytest
from children import pair

from scoring.consolidate.report import explain

DATE = ("2023年10月底前", "2023年9月")


EXPLAINED = (
    (("满意度", ("≥90%", "95%"), ("≥90%", "80%"), (100, 300)), ("25%", "75%", "23.75%", "= 83.75%", "100万元")),
    (("满意度", ("≥90%", "95%"), ("≥90%", "80%"), (100, 200)), ("33.3333…%", "= 85% ", "≥90%")),
    (("满意度", ("≥90%", "95%"), ("≥90%", "94%"), (100, 200)), ("31.6666…%", "= 94.3333…% (283/3)")),
    (("满意度", ("≥90%", "95%"), ("≥90%", ""), (100, 0)), ("0%~100%", "0%  ", "= 95%")),
    (("培训人数", ("≥9人", "5人"), ("≥9人", "≥6人"), (1, 1)), ("≥6人", "= ≥11人", "≥18人")),
    (("培训人数", ("≥9人", "5人"), ("≥9人", ""), (1, None)), ("—", "≥0人", "= ≥5人")),
    (("增长率", ("≥9%", "5%"), ("≥9%", ""), (1, 1)), ("?",)),
    (("完工时间", DATE, DATE, (1, 1)), ("= 2023年9月", "2023年10月底前")),
    (("培训人数", ("≥9人", ""), ("≥9人", ""), (1, 1)), ("= not known",)),
    (("保障情况", ("有效保障", "达成预期指标"), ("有效保障", "达成预期指标"), (1, 1)), ("达成", "0.8~1")),
    (("补贴", ("≤9元", "5元"), ("≤9元", "6元"), (1, 1)), ("C901", "refused")),
)


@pytest.mark.parametrize(("given", "shown"), EXPLAINED, ids=[f"{at}" for at in range(len(EXPLAINED))])
def test_the_explanation_shows_the_sum(given, shown):
    name, one, two, funds = given
    result = pair(name, one, two, funds=funds)
    text = explain(result)
    assert all(each in text for each in shown), text
    assert text.startswith(f"i1  {name}  (")
    assert explain(result, "i1") == explain(result, name) == text
    assert explain(result, "i2") is None
    assert [note.show() in text for note in result.explanation[0].notes] == [True] * len(result.explanation[0].notes)
