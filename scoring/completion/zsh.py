"""For zsh: ``eval "$(score completion zsh)"``, or a file ``_score`` in a folder of ``$fpath``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote

from attrs import asdict

from scoring.completion.walk import Job, Option, Value, ahead

_SCRIPT = """\
#compdef score
# Completion of score for zsh.
@VALUES@
_score() {
    local job=score value= each at
    for (( at = 2; at < CURRENT; at++ )); do
        each=$words[at]
        if [[ $value = must ]]; then value=; continue; fi
        case $each in
            @NAMES@) job=$each; words[at]=(); (( CURRENT-- )); break ;;
            @NEVER@) break ;;
            @MUST@) value=must ;;
            @MAY@) value=may ;;
            -*) value= ;;
            *) [[ $value = may ]] || break; value= ;;
        esac
    done
    case $job in
@JOBS@
    esac
}
if [ "$funcstack[1]" = _score ]; then _score "$@"; else compdef _score score; fi
"""


def script(jobs: Sequence[Job]) -> str:
    """The script."""
    values: dict[Value, str] = {}
    parts = {
        "JOBS": "\n".join(_job(job, values) for job in jobs),
        **{name.upper(): "|".join(words) for name, words in asdict(ahead(jobs)).items()},
        "VALUES": "\n".join(_function(value, name) for value, name in values.items()),
    }
    first = Value(tuple((job.name, job.help) for job in jobs[1:]), "file")
    parts["VALUES"] += "\n" + _function(first, "_score_first")
    made = _SCRIPT
    for name, text in parts.items():
        made = made.replace(f"@{name}@", text)
    return made


def _job(job: Job, values: dict[Value, str]) -> str:
    rest = _action(job.rest, values)
    specs = [spec for option in job.options for spec in _specs(option, values)]
    specs += ["1: :_score_first"] * (job.name == "score") + [f"*: :{rest}"]
    lines = " \\\n            ".join(map(quote, specs))
    return f"        {job.name}) _arguments -s \\\n            {lines} ;;"


def _specs(option: Option, values: dict[Value, str]) -> Iterator[str]:
    for flag in option.flags:
        told = f"[{_escaped(option.help, '[]:')}]"
        if option.value is None:
            yield flag + told
        else:
            joint = "=" if flag.startswith("--") else "+"
            colon = "::" if option.optional else ":"
            yield f"*{flag}{joint}{told}{colon} :{_action(option.value, values)}"


def _action(value: Value, values: dict[Value, str]) -> str:
    """What completes a value: a function of zsh, or one of ours, which gets a name when it is first needed."""
    if not value.words:
        return {"file": "_files", "folder": "_files -/", "": " "}[value.files]
    return values.setdefault(value, f"_score_{len(values) + 1}")


def _function(value: Value, name: str) -> str:
    files = {"file": "; _files", "folder": "; _files -/", "": ""}[value.files]
    if value.many:
        words = " ".join(quote(_escaped(word, "[]:") + _told(told)) for word, told in value.words)
        return f"{name}() {{ _values -s , value {words} }}"
    words = " ".join(quote(_escaped(word, ":") + (f":{told}" if told else "")) for word, told in value.words)
    space = " -S ''" if all(word.endswith("=") for word, _ in value.words) else ""
    return f"{name}() {{ local -a each=({words}); _describe -t values value each{space}{files} }}"


def _told(text: str) -> str:
    return f"[{_escaped(text, '[]')}]" if text else ""


def _escaped(text: str, signs: str) -> str:
    return "".join(f"\\{char}" if char in signs + "\\" else char for char in text)
