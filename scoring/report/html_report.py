"""The report as one HTML file that needs nothing else: every form as the table it is, the check of it, the charts.

Every text is escaped, nothing runs and nothing is fetched; the page's own policy forbids both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from indicators.form import Line
from indicators.reading.accounts import FORM
from scoring.audit import Finding
from scoring.interval import Interval
from scoring.report import FormReport, Report
from scoring.report.charts import Bar, bars, escaped
from scoring.report.closing import confirm_line
from scoring.report.files import HEADINGS, counts, rows
from scoring.report.found import books, folded, label, where
from scoring.report.html_style import STYLE
from scoring.report.listing import CHANGE_HEADINGS, change_rows, page
from scoring.report.official.sheet import LABEL, Box, Section, Sheet
from scoring.report.receipt import in_words
from scoring.report.rows import chosen_by, clauses, filed_text, points, reviewed_text, summary_rows, weight_text
from scoring.rounding import decimal, plain
from scoring.scorecard import LineScore, Scorecard
from scoring.show import assumed_of, cell, indicator_name, points_of, rests_on, span, sum_of, total_of

CHECK_HEADINGS = ("line", "indicator", "target and completion", "weight", "filed", "rule", "difference")
PART_HEADINGS = ("block", "points", "filed", "rule")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(report: Report) -> str:
    """The page."""
    title = report.say("Check of self-evaluation forms")
    return "\n".join((
        f'<!doctype html>\n<html lang="{"zh-CN" if report.language == "zh" else "en"}">\n<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escaped(title)}</title>\n<style>{STYLE}</style></head>\n<body>\n<main>",
        f"<h1>{escaped(title)}</h1>" if len(report.forms) != 1 else "",
        *_summary(report),
        *(part for form in report.forms for part in _form(report, form)),
        *_changes(report),
        *_closing(report),
        "</main>\n</body>\n</html>\n",
    ))  # fmt: skip


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], figures: range = range(0)) -> str:
    """A table of texts."""
    head = "".join(f'<th scope="col">{escaped(heading)}</th>' for heading in headings)
    body = "".join(
        "<tr>" + "".join(_cell(text, "figure" if at in figures else "text") for at, text in enumerate(row)) + "</tr>"
        for row in rows
    )
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(text: str, kind: str) -> str:
    return f'<td class="{kind}">{escaped(text)}</td>'


def _summary(report: Report) -> Iterator[str]:
    """The forms of a department in one strip, and the same numbers below it."""
    if len(report.forms) < 2:
        return
    cards = [form.card for form in report.forms if form.card.has_points]
    names = (report.say("filed"), report.say("rule"))
    rows = [
        Bar(card.form.project or card.form.department or card.form.label, card.filed, card.rule, Fraction(100),
            f"{span(card.filed, card)} | {total_of(card)}")
        for card in cards
    ]  # fmt: skip
    edges = [edge for _, edge in cards[0].rulebook.grades if edge] if cards else []
    title = report.say("totals of all forms")
    yield f'<section class="summary"><h3>{escaped(report.say("summary"))}</h3>'
    if rows:
        yield f"<figure><figcaption>{escaped(title)}</figcaption>{bars(title, names, rows, edges)}</figure>"
    headings, shown = summary_rows(report)
    yield table([report.say(each) for each in headings], shown, range(1, len(headings)))
    if report.findings:
        yield f"<h3>{escaped(report.say('across the forms'))}</h3>"
        yield from (_finding(report, each) for each in report.findings)
    yield "</section>"


def _form(report: Report, form: FormReport) -> Iterator[str]:
    yield '<article class="form">'
    yield from official_html(page(report, form))
    yield "</article>"
    yield from _check(report, form)


def official_html(sheet: Sheet) -> Iterator[str]:
    """The official form: a table for each of its sections, so that headings return on every page."""
    yield f"<h2>{escaped(sheet.title)}</h2>"
    if sheet.year:
        yield f'<p class="year">{escaped(sheet.year)}</p>'
    yield f'<p class="head"><span>{escaped(sheet.left)}</span> <span>{escaped(sheet.right)}</span></p>'
    for section in sheet.sections:
        yield _section(section, sheet.widths)
    yield '<div class="notes">' + "".join(f"<p>{escaped(text)}</p>" for text in sheet.below[:-1]) + "</div>"
    yield '<p class="sign">' + " ".join(f"<span>{escaped(each)}</span>" for each in sheet.signatures) + "</p>"


def _section(section: Section, widths: Sequence[int]) -> str:
    columns = "".join(f'<col style="width:{100 * width // sum(widths)}%">' for width in widths)
    first, last = section.heading
    rows = ['<tr class="heading">' if first <= at < last else "<tr>" for at in range(section.rows)]
    for box in sorted(section.boxes, key=lambda box: box.column):
        rows[box.row] += _box(box)
    return f"<table><colgroup>{columns}</colgroup><tbody>{''.join(f'{row}</tr>' for row in rows)}</tbody></table>"


def _box(box: Box) -> str:
    spans = (f' rowspan="{box.rows}"' if box.rows > 1 else "") + (
        f' colspan="{box.columns}"' if box.columns > 1 else ""
    )
    if box.kind == LABEL:
        return f"<th{spans}>{escaped(box.text)}</th>"
    return f'<td class="{box.kind}"{spans}>{escaped(box.text)}</td>'


def _check(report: Report, form: FormReport) -> Iterator[str]:
    """The check of one form: totals, charts, and the lines with their findings."""
    card, say = form.card, report.say
    name = card.form.project or card.form.department  # a title here would read back as that of another form
    yield f'<section class="check"><h3>{escaped(": ".join(filter(None, (say("check"), name))))}</h3>'
    shown = points(report, card)
    yield '<p class="totals">' + "".join(f"<span>{escaped(name)} <b>{escaped(text)}</b></span>" for name, text in shown)
    how = f"{books(card.choice, report.language)}, {chosen_by(report, card)}"
    yield f"<span>{escaped(say('rulebook'))} {escaped(how)}</span></p>"
    findings = folded(form.findings)
    own = [each for each in findings if each.line is None]
    yield from (_finding(report, each) for each in own)
    yield from (
        f'<p class="note"><b>{escaped(each.finding.code)} {escaped(say("accepted"))}</b> {escaped(each.reason)}</p>'
        for each in form.accepted
    )
    yield from _lines(report, form, findings)
    yield from (f'<p class="note">{escaped(each)}</p>' for each in clauses(card, report.language))
    yield from _charts(report, card) if card.has_points else ()
    yield "</section>"


def _lines(report: Report, form: FormReport, findings: Sequence[Finding]) -> Iterator[str]:
    card = form.card
    given, assuming = card.has_review, any(line.assumed for line in card.lines)
    headings = (*CHECK_HEADINGS[:5], *("reviewed",) * given, *CHECK_HEADINGS[5:], *("assumed",) * assuming)
    heads = "".join(f'<th scope="col">{escaped(report.say(heading))}</th>' for heading in headings)
    yield f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>'
    for line in card.lines:
        found = [each for each in findings if each.line == line.line.id]
        review = (reviewed_text(line.line, report.language, "—"),) if given else ()
        assumed = (assumed_of(line, report.language),) if assuming else ()
        yield _line(report, line, card, found, review, assumed)
        if found:
            yield f'<tr><td class="found" colspan="{len(headings)}">'
            yield "".join(_finding(report, each) for each in found)
            yield f'<p class="basis">= {escaped(sum_of(line, card))}</p></td></tr>' if line.counted else "</td></tr>"
    yield "</tbody></table></div>"


def _line(
    report: Report,
    line: LineScore,
    card: Scorecard,
    found: Sequence[Finding],
    review: tuple[str, ...],
    assumed: tuple[str, ...],
) -> str:
    own, places, language = line.line, card.rulebook.places, report.language
    difference = decimal(line.difference, places) if line.difference else ""
    texts = (
        label(own, language), indicator_name(own), _facts(own, language), weight_text(line, language),
        filed_text(own, language, "—"), *review, points_of(line, card) if line.counted else "", difference,
    )  # fmt: skip
    cells = "".join(_cell(text, "figure" if at > 2 else "text") for at, text in enumerate(texts))
    cells += "".join(_cell(text, "text") for text in assumed)
    return f'<tr class="{found[0].severity if found else "right"}">{cells}</tr>'


def _facts(own: Line, language: str) -> str:
    """The target and the completion, or the standard in their place."""
    if own.standard and not own.target:
        return own.standard
    target, actual = (cell(own, key, getattr(own, key), language) for key in ("target", "actual"))
    return f"{target or '—'} → {actual or '—'}"


def _finding(report: Report, finding: Finding) -> str:
    """A finding with its severity in words, the sum in its message, and what it rests on."""
    severity = finding.severity if finding.severity in ("error", "warning") else "note"
    basis = rests_on(finding.rule, report.language)
    name = where(finding, report.language)
    return (
        f'<p class="{severity}"><b>{escaped(finding.code)} {escaped(report.say(finding.severity))}</b> '
        f"{escaped(f'{name}: ' if name else '')}{escaped(finding.message.show(report.language))} "
        f'<span class="basis">[{escaped(basis)}; {escaped(str(finding.place))}]</span></p>'
    )


def _charts(report: Report, card: Scorecard) -> Iterator[str]:
    """Filed against rule by line (its numbers stand in the table above), and by block with a table of its own."""
    names = (report.say("filed"), report.say("rule"))
    rows = [
        Bar(f"{line.line.id} {line.line.name}".strip(), line.filed, line.shown, line.weight.high if line.weight else
            Fraction(0), _told(report, line, card))
        for line in card.counted
    ]  # fmt: skip
    title = report.say("filed against rule, line by line")
    yield f"<figure><figcaption>{escaped(title)}</figcaption>{bars(title, names, rows)}</figure>"
    parts = list(_parts(card))
    title = report.say("score by block")
    whole = [Bar(name, filed, rule, weight, f"{span(filed, card)} | {span(rule, card)}")
             for name, weight, filed, rule in parts]  # fmt: skip
    yield f"<figure><figcaption>{escaped(title)}</figcaption>{bars(title, names, whole)}</figure>"
    shown = [(name, plain(weight), span(filed, card), span(rule, card)) for name, weight, filed, rule in parts]
    yield table([report.say(heading) for heading in PART_HEADINGS], shown, range(1, 4))


def _told(report: Report, line: LineScore, card: Scorecard) -> str:
    filed, weight = filed_text(line.line, report.language, "—"), weight_text(line, report.language)
    return f"{filed} | {points_of(line, card)} / {weight or '?'}"


def _parts(card: Scorecard) -> Iterator[tuple[str, Fraction, Interval, Interval]]:
    """The blocks of a form by name: budget, goal, annual goals, else categories as they follow each other."""
    homes: dict[str, list[LineScore]] = {}
    for line in card.counted:
        own = line.line
        homes.setdefault(own.group or (own.level1 if own.block == "indicator" else own.name) or "—", []).append(line)
    for name, lines in homes.items():
        yield name, card.weight_of(lines).high, Interval.sum(line.filed for line in lines), card.rule_of(lines)


def _closing(report: Report) -> Iterator[str]:
    """What a person must confirm, every file and the receipt."""
    confirm = confirm_line(report)
    if confirm:
        yield f'<p class="warning"><b>{escaped(confirm)}</b></p>'
    if any(each.status != FORM for each in report.files):
        yield f'<section class="summary"><h3>{escaped(counts(report))}</h3>'
        yield table([report.say(heading) for heading in HEADINGS], rows(report)) + "</section>"
    if report.receipt:
        yield f'<p class="basis">{escaped(in_words(report.receipt, report.language))}</p>'


def _changes(report: Report) -> Iterator[str]:
    rows = list(change_rows(report))
    if rows:
        yield f'<section class="summary"><h3>{escaped(report.say("changes"))}</h3>'
        yield table([report.say(heading) for heading in CHANGE_HEADINGS], rows) + "</section>"
