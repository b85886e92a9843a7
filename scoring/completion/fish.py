"""For fish: ``score completion fish | source``, or a file in ``~/.config/fish/completions``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import asdict

from scoring.completion.walk import Job, Option, Value, ahead

_SCRIPT = """\
# Completion of score for fish.
# The job of the line, which options may stand ahead of; "ahead" where its name may come next.
function __score_job
    set -l words (commandline -opc)
    set -e words[1]
    set -l value
    for each in $words
        if test "$value" = must
            set value
            continue
        end
        switch $each
            case @NAMES@
                echo $each
                return
            case @NEVER@
                echo score
                return
            case @MUST@
                set value must
            case @MAY@
                set value may
            case '-*'
                set value
            case '*'
                if test "$value" != may
                    echo score
                    return
                end
                set value
        end
    end
    echo score
    test "$value" = must; or echo ahead
end
function __score_is
    contains -- $argv[1] (__score_job)
end
complete -c score -e
@LINES@
"""


def script(jobs: Sequence[Job]) -> str:
    """The script."""
    values: dict[Value, str] = {}
    lines = [
        f"complete -c score -n '__score_is ahead' -a {_quoted(job.name)} -d {_quoted(job.help)}" for job in jobs[1:]
    ]
    for job in jobs:
        where = f"complete -c score -n '__score_is {job.name}'"
        lines += [f"{where}{_option(option, values)}" for option in job.options]
        if job.rest.words:
            lines.append(f"{where}{_from(job.rest, values)}")
        if not job.rest.files:
            lines.append(f"{where} -f")
    made = _SCRIPT
    for name, words in asdict(ahead(jobs)).items():
        made = made.replace(f"@{name.upper()}@", " ".join(words))
    return made.replace("@LINES@", "\n".join((*(_function(*each) for each in values.items()), *lines)))


def _option(option: Option, values: dict[Value, str]) -> str:
    flags = "".join(f" -l {flag[2:]}" if flag.startswith("--") else f" -s {flag[1:]}" for flag in option.flags)
    if option.value is None or option.optional:  # fish cannot be told of a value that may be left out
        return f"{flags} -d {_quoted(option.help)}"
    wants = " -r -F" if option.value.files == "file" else " -x"
    return f"{flags}{wants}{_from(option.value, values)} -d {_quoted(option.help)}"


def _from(value: Value, values: dict[Value, str]) -> str:
    if value.files == "folder":
        return " -a '(__fish_complete_directories)'"
    if not value.words:
        return ""
    name = values.setdefault(value, f"__score_{len(values) + 1}")
    return f" -a '({f'__fish_complete_list , {name}' if value.many else name})'"


def _function(value: Value, name: str) -> str:
    return f"function {name}\n    printf '%s\\n' {' '.join(_words(value))}\nend"


def _words(value: Value) -> Iterator[str]:
    return (_quoted(word) + (f"\\t{_quoted(told)}" if told else "") for word, told in value.words)


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
