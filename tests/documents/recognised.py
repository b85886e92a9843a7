"""Forms read from parts of a document, short to write."""

from __future__ import annotations

from indicators.form import Form
from indicators.reading.grid import Document, Gap, Grid, Paragraph
from indicators.recognition.recognise import recognise


def read(*parts: Grid | Paragraph | Gap | str) -> tuple[Form, ...]:
    document = Document("a", tuple(Paragraph(part) if isinstance(part, str) else part for part in parts))
    return recognise(document).forms


def one(*parts: Grid | Paragraph | Gap | str) -> Form:
    (form,) = read(*parts)
    return form


def cells(form: Form) -> list[tuple[str, ...]]:
    return [
        (line.level2, line.name, line.target, line.actual, str(line.weight or ""), str(line.filed or ""))
        for line in form.lines()
        if line.block == "indicator"
    ]


TITLE = "2023年度人才服务经费项目自评表"
