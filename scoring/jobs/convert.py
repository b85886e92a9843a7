"""``score convert IN -o OUT/``: one TOML a form, with the place of each value; the user corrects it and scores it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from indicators.reading.problems import InputError
from indicators.writing.convert import converted
from scoring.console import OK, TROUBLE, say, tell, told, trouble, unwritten, write
from scoring.jobs.inputs import loaded, tell_other_tables
from scoring.options import asked
from scoring.output import OutputError, check_output


def run(arguments: Sequence[str], language: str) -> int:
    """Do the job; the exit code."""
    options = asked("convert", arguments, language)
    try:
        documents = list(loaded(options))
    except InputError as error:
        return tell(error.problems, language)
    problems = [each for document in documents for each in document.problems]
    tell(problems, language)
    tell_other_tables(documents, language)
    forms = [form for document in documents for form in document.forms]
    made = [(str(Path(options.output, name)), text) for name, text in converted(forms, options.output)]
    there = [name for name, _ in made if os.path.lexists(name)]
    if there and not options.force:
        return trouble(told("{names} are there already: --force writes over them", language, names=", ".join(there)))
    inputs = {form.place.file for form in forms}
    try:
        for name, _ in made:
            check_output(name, overwrite=options.force, inputs=inputs)
        Path(options.output).mkdir(parents=True, exist_ok=True)
    except OutputError as error:
        return trouble(error.message.show(language))
    except (OSError, ValueError) as error:
        return unwritten(options.output, error, language)
    for form, (name, text) in zip(forms, made, strict=True):
        if not write(text, name, "toml", language, overwrite=options.force, inputs=inputs):
            return TROUBLE
        say(f"{name}  {form.label}\n")
    return TROUBLE if problems else OK
