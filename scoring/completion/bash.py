"""For bash, also 3.2 as on macOS: ``eval "$(score completion bash)"``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote

from attrs import asdict

from scoring.completion.walk import Job, Value, Word, ahead

# Options may stand ahead of the job, each with its value; behind any other word none is looked for.
# bash breaks words at "=", so that --format=json is three. A list of codes is completed behind its last comma.
_SCRIPT = """\
# Completion of score for bash.
_score() {
    local IFS=$'\\n' current=$2 previous=${COMP_WORDS[COMP_CWORD-1]} job=score words= files= many= front= each
    local at=1 value= ahead=1
    if [ "${COMP_WORDS[COMP_CWORD]}" = "=" ]; then current=
    elif [ "$previous" = "=" ]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi
    while [ -n "$ahead" ] && [ "$at" -lt "$COMP_CWORD" ]; do
        each=${COMP_WORDS[at]} at=$((at + 1))
        if [ "$each" = "=" ]; then value=must
        elif [ "$value" = must ]; then value=
        else
            case $each in
                @NAMES@) job=$each ahead= ;;
                @NEVER@) ahead= ;;
                @MUST@) value=must ;;
                @MAY@) value=may ;;
                -*) value= ;;
                *) [ "$value" = may ] || ahead=; value= ;;
            esac
        fi
    done
    case "$job $previous" in
@VALUES@
        *)
            case "$job $current" in
@FLAGS@
                *)
                    case $job in
@REST@
                    esac
                    if [ -n "$ahead" ] && [ "$value" != must ]; then words=@FIRST@; fi ;;
            esac ;;
    esac
    if [ -n "$many" ]; then
        case $current in *,*) front=${current%,*}, current=${current##*,} ;; esac
    fi
    COMPREPLY=()
    while IFS= read -r each; do COMPREPLY+=("$front$each"); done < <(
        compgen -W "$words" -- "$current"
        case $files in file) compgen -f -- "$current" ;; folder) compgen -d -- "$current" ;; esac
    )
    case ${COMPREPLY[0]} in *=) compopt -o nospace 2> /dev/null ;; esac
}
complete -o filenames -F _score score
"""


def script(jobs: Sequence[Job]) -> str:
    """The script."""
    names = [(job.name, job.help) for job in jobs[1:]]
    parts = {
        **{name.upper(): "|".join(words) for name, words in asdict(ahead(jobs)).items()},
        "VALUES": "\n".join(" " * 8 + each for job in jobs for each in _values(job)),
        "FLAGS": "\n".join(f"{' ' * 16}{job.name}\\ -*) {_set(Value(job.flags))} ;;" for job in jobs),
        "REST": "\n".join(f"{' ' * 24}{job.name}) {_set(job.rest)} ;;" for job in jobs),
        "FIRST": _words(names),
    }
    made = _SCRIPT
    for name, text in parts.items():
        made = made.replace(f"@{name}@", text)
    return made


def _values(job: Job) -> Iterator[str]:
    for option in job.options:
        if option.value is not None:
            where = "|".join(f"{quote(f'{job.name} {flag}')}" for flag in option.flags)
            yield f"{where}) {_set(option.value)} ;;"


def _set(value: Value) -> str:
    done = [f"words={_words(value.words)}"] * bool(value.words)
    done += [f"files={value.files}"] * bool(value.files) + ["many=1"] * value.many
    return " ".join(done) or ":"


def _words(words: Sequence[Word]) -> str:
    return "$'" + "\\n".join(word for word, _ in words) + "'"
