"""The parsers of the command → what a shell must know: jobs, their options, and the words that a value can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from attrs import fields, frozen

from indicators.reading.limits import Limits
from scoring.audit import every_check
from scoring.fix.changes import KINDS
from scoring.options import PARSERS, Action
from scoring.options_first import ASKED_OF_NO_JOB
from scoring.rulebook import names, rulebook

Word = tuple[str, str]  # what is typed, and what it means


@frozen
class Value:
    """What a value can be: ``words`` (``many``: several, commas between), and a file or a folder."""

    words: tuple[Word, ...] = ()
    files: str = ""
    many: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.files)


@frozen
class Option:
    """One option: its ``flags``, its help, and its value; None where it takes none."""

    flags: tuple[str, ...]
    help: str
    value: Value | None = None
    optional: bool = False

    @property
    def long(self) -> str:
        """The long flag."""
        return self.flags[-1]


@frozen
class Job:
    """One job (``score`` is the main one): what it does, its options, and what else stands on its line."""

    name: str
    help: str
    options: tuple[Option, ...]
    rest: Value

    @property
    def flags(self) -> tuple[Word, ...]:
        """Every flag with its help."""
        return tuple((flag, option.help) for option in self.options for flag in option.flags)


@frozen
class Ahead:
    """What may stand ahead of the name of a job: the ``names``, and flags by what follows them.

    A word must follow ``must``, may follow ``may``; behind ``never`` no word is a job's name. Each flag is of one kind
    in all jobs.
    """

    names: tuple[str, ...]
    must: tuple[str, ...]
    may: tuple[str, ...]
    never: tuple[str, ...]


def ahead(every: Sequence[Job]) -> Ahead:
    """What a shell must know to find the job behind options, as ``scoring.options_first`` does.

    >>> found = ahead(jobs("en"))
    >>> "--lang" in found.must, "--explain" in found.may, "--version" in found.never
    (True, True, True)
    """
    never = tuple(f"--{name}" for name in sorted(ASKED_OF_NO_JOB))
    valued = [option for job in every for option in job.options if option.value is not None]
    must, may = (
        dict.fromkeys(flag for each in valued if each.optional is optional for flag in each.flags if flag not in never)
        for optional in (False, True)
    )
    return Ahead(tuple(job.name for job in every[1:]), tuple(must), tuple(may), (*never, "-", "--"))


def _books() -> Iterator[Word]:
    return ((name, rulebook(name).title) for name in names())


def _codes() -> Iterator[Word]:
    return ((check.code, check.name) for check in every_check())


def _bounds() -> Iterator[Word]:
    return ((f"{each.name}=", str(each.default)) for each in fields(Limits))


# What argparse calls a value in its help → what it can be. A test holds that every name which is used stands here.
VALUES: Mapping[str, Callable[[], Value]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("FILE", "FILE|FOLDER", "FILE.xlsx", "OUT.xlsx", "IN", "OUT", "LINE"), lambda: Value((), "file")
        ),
        **dict.fromkeys(("ID", "N", "P", "T"), Value),
        "FOLDER": lambda: Value((), "folder"),
        "NAME|FILE": lambda: Value(tuple(_books()), "file"),
        "NAME": lambda: Value(tuple(_books())),
        "CODE": lambda: Value(tuple(_codes())),
        "CODES": lambda: Value(tuple(_codes()), many=True),
        "KINDS": lambda: Value(tuple((kind, "") for kind in KINDS), many=True),
        "NAME=N": lambda: Value(tuple(_bounds())),
        "G": lambda: Value(tuple((grade, "") for grade in "优良中差")),
    }
)


def jobs(language: str) -> tuple[Job, ...]:
    """Every job of the command, the main one first.

    >>> [job.name for job in jobs("en")][:3]
    ['score', 'batch', 'completion']
    """
    return tuple(_job(name, language) for name in PARSERS)


def _job(name: str, language: str) -> Job:
    parser = PARSERS[name](language)
    options = tuple(
        Option(tuple(each.option_strings), _plain(each.help), _value(each), each.nargs == "?")
        for each in parser.asks
        if each.option_strings
    )
    rest = [_value(each) or Value() for each in parser.asks if not each.option_strings]
    words = tuple(word for each in rest for word in each.words)
    return Job(name, _plain(parser.description), options, Value(words, next((each.files for each in rest), "")))


def _value(action: Action) -> Value | None:
    if action.nargs == 0:
        return None
    if action.choices:
        return Value(tuple((str(each), "") for each in action.choices))
    return VALUES[str(action.metavar)]()


def _plain(text: str | None) -> str:
    """A help as one line."""
    return " ".join((text or "").split())


__all__ = ["VALUES", "Ahead", "Job", "Option", "Value", "Word", "ahead", "jobs"]
