"""Mutation testing: put one small fault after another into a module and see whether its tests notice.

Run: python scripts/mutate.py [MODULE …] [--sample N --seed S] [--minutes M] [--again]
     python scripts/mutate.py --report    rates so far, and the survivors that docs/mutation.md does not explain

Each fault runs the tests that reach its statement, the quickest first, in a forked process with a limit of time, until
one fails. A fault within a function takes the place of the function's code; one outside runs in a process of its own
that imports the module with the fault. Outcomes stand in .mutation/, so that a run goes on where the last one stopped,
and what changed is run anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mutant_runs import KILLED, ROOT, SLOW, SURVIVED, Session, apart, cold
from mutations import Mutant, mutants

KEPT = ROOT / ".mutation"
PAGE = ROOT / "docs" / "mutation.md"
MODULES = (
    *(f"indicators/{name}.py" for name in (
        "amounts", "cells", "compare", "dates", "deadline", "direction", "exact", "measure", "numerals", "phrase",
        "otherwise", "scale", "units", "wording",
    )),
    "scoring/rules/*.py", "scoring/interval.py", "scoring/rounding.py", "scoring/scorer.py", "scoring/worth.py",
    "scoring/pool.py", "scoring/pooling.py", "scoring/reconstruct.py", "scoring/choice.py", "scoring/evidence.py",
    "scoring/audit/*.py", "scoring/consolidate/*.py",
)  # fmt: skip
SCORING = (
    "tests/unit/test_scoring.py", "tests/properties/test_scoring.py", "tests/unit/test_cells.py",
    "tests/unit/test_edges.py",
)  # fmt: skip
WEIGHTS = (
    "tests/unit/test_weights.py", "tests/unit/test_reconstruct.py", "tests/unit/test_published_weights.py",
    "tests/unit/test_pooling.py", "tests/unit/test_evenest.py", "tests/properties/test_weights.py",
)  # fmt: skip
CHOICE = (
    "tests/unit/test_evidence.py", "tests/unit/test_form_blocks.py", "tests/unit/test_choice.py",
    "tests/unit/test_rulebooks.py", "tests/unit/test_edges.py", "tests/properties/test_choice.py",
)  # fmt: skip
TESTS = {  # by the beginning of a module's path, the longest that fits; its own examples are always among them
    "indicators": (
        "tests/unit/test_cell_table.py", "tests/unit/test_cells.py", "tests/unit/test_cell_edges.py",
        "tests/unit/test_cell_lines.py", "tests/unit/test_cell_told.py",
        "tests/unit/test_numbers_and_dates.py", "tests/unit/test_scale_edges.py", "tests/unit/test_compare_edges.py",
        "tests/unit/test_amount_edges.py", "tests/unit/test_deadline_edges.py", "tests/unit/test_otherwise_edges.py",
        "tests/unit/test_measure_edges.py", "tests/unit/test_phrase_edges.py", "tests/unit/test_reading_edges.py",
        "tests/unit/test_date_edges.py", "tests/unit/test_word_edges.py", "tests/properties/test_numbers.py",
    ),
    "scoring": (
        *SCORING, "tests/properties/test_worth.py", "tests/golden/test_hongshan.py", "tests/unit/test_no_points.py",
        "tests/properties/test_unread.py", "tests/unit/test_prescribed.py", "tests/unit/test_reconstruct.py",
        "tests/unit/test_standards.py", "tests/unit/test_choice.py", "tests/unit/test_worth.py",
        "tests/unit/test_scorer.py",
    ),
    "scoring/rounding": ("tests/unit/test_rounding.py", *SCORING),
    "scoring/pool": WEIGHTS,
    "scoring/reconstruct": (*WEIGHTS, "tests/golden/test_hongshan.py"),
    "scoring/choice": CHOICE,
    "scoring/evidence": CHOICE,
    "scoring/audit": (
        "tests/unit/test_audit.py", "tests/unit/test_cases.py", "tests/golden/test_case_findings.py",
        "tests/unit/test_audit_lines.py", "tests/unit/test_audit_scores.py", "tests/unit/test_audit_budget.py",
        "tests/unit/test_audit_sections.py", "tests/unit/test_audit_weights.py",
        "tests/unit/test_audit_edges.py", "tests/unit/test_across_edges.py", "tests/unit/test_across_facts.py",
        "tests/unit/test_edges.py", "tests/unit/test_no_points.py", "tests/unit/test_standards.py",
        "tests/unit/test_unruled.py", "tests/unit/test_rests.py", "tests/unit/test_audit_reasoned.py",
        "tests/unit/test_audit_fields.py", "tests/unit/test_audit_readings.py", "tests/unit/test_across_sums.py",
        "tests/unit/test_kept_aside.py", "tests/unit/test_noted_caps.py", "tests/unit/test_noted_points.py",
        "tests/unit/test_prescribed.py", "tests/unit/test_unread_rules.py", "tests/unit/test_audit_*_edges.py",
        "tests/properties/test_audit.py", "tests/properties/test_unread.py", "tests/golden/test_hongshan.py", *WEIGHTS,
    ),
    "scoring/consolidate": (
        "tests/unit/test_consolidate.py", "tests/unit/test_consolidate_children.py", "tests/unit/test_aggregation.py",
        "tests/unit/test_consolidate_explained.py", "tests/properties/test_consolidate.py", "tests/unit/test_edges.py",
    ),
}  # fmt: skip
Outcome = dict[str, Any]


def main(arguments: Sequence[str]) -> int:
    """Run mutants, or report on those that were run."""
    options = _options(arguments)
    if options.cold:
        return cold(options.modules[0], int(options.cold), json.loads(sys.stdin.read()))
    modules = sorted({path for each in options.modules or MODULES for path in _paths(each)})
    if options.report:
        return report(modules)
    wanted = [(module, each) for module in modules for each in mutants((ROOT / module).read_text("utf-8"))]
    if options.sample and options.sample < len(wanted):
        wanted = sorted(
            random.Random(options.seed).sample(wanted, options.sample), key=lambda each: (each[0], each[1].number)
        )
    by_module: dict[str, list[Mutant]] = defaultdict(list)
    for module, mutant in wanted:
        by_module[module].append(mutant)
    end = time.monotonic() + options.minutes * 60
    groups: dict[tuple[str, ...], dict[str, list[Mutant]]] = defaultdict(dict)
    for module, own in by_module.items():
        known = {} if options.again else outcomes(module)
        if left := [each for each in own if each.number not in known]:
            groups[tuple(tests_of(module))][module] = left
    for tests, left_of in groups.items():
        if time.monotonic() < end:
            apart(lambda tests=tests, left_of=left_of: Session(tests, left_of, end, _keep).run())
    return report(modules, wanted)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="*", help="paths or patterns; all that are named in the script by default")
    parser.add_argument("--sample", type=int, help="how many mutants, drawn from all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60, help="when to stop; the next run goes on")
    parser.add_argument("--again", action="store_true", help="run what is known too")
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--cold", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _paths(pattern: str) -> Iterator[str]:
    for path in ROOT.glob(pattern):
        yield str(path.relative_to(ROOT))


def tests_of(module: str) -> list[str]:
    """The files whose tests may notice a fault in a module, beside its own examples.

    >>> tests_of("scoring/rounding.py")[0]
    'tests/unit/test_rounding.py'
    """
    fits = [each for each in TESTS if module.startswith(each)]
    files = TESTS[max(fits, key=len)] if fits else ("tests",)
    return [str(path.relative_to(ROOT)) for each in files for path in sorted(ROOT.glob(each))]


def _hash(*paths: str) -> str:
    return hashlib.sha256(b"".join((ROOT / each).read_bytes() for each in paths)).hexdigest()[:16]


def outcomes(module: str) -> dict[int, Outcome]:
    """What is known of a module as it stands: of killed mutants whatever its tests are now, of others with these."""
    path = KEPT / "outcomes.jsonl"
    if not path.exists():
        return {}
    every = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    source, tests = _hash(module), _hash(*_files(module))
    own = [each for each in every if (each["module"], each["source"]) == (module, source)]
    return {each["number"]: each for each in own if each["outcome"] in (KILLED, SLOW) or each["tests"] == tests}


def _files(module: str) -> list[str]:
    files = [ROOT / each for each in (*tests_of(module), module)]
    inside = [sorted(each.rglob("*.py")) if each.is_dir() else [each] for each in files]
    tables = sorted({table for each in tests_of(module) for table in (ROOT / each).parent.glob("*.toml")})
    return [str(path.relative_to(ROOT)) for each in (*inside, tables) for path in each]


def _keep(module: str, mutant: Mutant, outcome: str) -> None:
    alike = {"module": module, "source": _hash(module), "tests": _hash(*_files(module))}
    KEPT.mkdir(exist_ok=True)
    with (KEPT / "outcomes.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(alike | vars(mutant) | {"outcome": outcome}, ensure_ascii=False) + "\n")


def report(modules: Iterable[str], wanted: Sequence[tuple[str, Mutant]] | None = None) -> int:
    """Rates by module, and the survivors that the page does not explain; 1 where there are any."""
    page = PAGE.read_text("utf-8").partition("## Open")[0] if PAGE.exists() else ""
    own = None if wanted is None else {(module, each.number) for module, each in wanted}
    run = noticed = 0
    unexplained = []
    for module in modules:
        found = [each for each in outcomes(module).values() if own is None or (module, each["number"]) in own]
        killed = sum(each["outcome"] in (KILLED, SLOW) for each in found)
        run, noticed = run + len(found), noticed + killed
        if found:
            print(f"{module}: {killed} of {len(found)}")
        lines = (ROOT / module).read_text("utf-8").splitlines()
        rows = [_row(module, lines, each) for each in found if each["outcome"] not in (KILLED, SLOW)]
        unexplained += [row for row in rows if row not in page]
    if run:
        print(f"noticed: {noticed} of {run} ({100 * noticed / run:.1f} %)")
    print(*unexplained, sep="\n")
    return 1 if unexplained else 0


def _row(module: str, lines: Sequence[str], outcome: Outcome) -> str:
    """A survivor as a row of the page, but for its last column: why."""
    code = lines[outcome["line"] - 1].strip().replace("|", "¦")
    reached = "" if outcome["outcome"] == SURVIVED else f" ({outcome['outcome']})"
    return f"| {module} | `{code}` | {outcome['what'].replace('|', '¦')}{reached} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
