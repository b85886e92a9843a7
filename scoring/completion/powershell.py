"""For PowerShell: ``score completion powershell | Out-String | Invoke-Expression``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scoring.completion.walk import Job, Word, ahead

# Where nothing is offered, PowerShell itself completes files.
_SCRIPT = """\
# Completion of score for PowerShell.
Register-ArgumentCompleter -Native -CommandName score -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $jobs = [ordered]@{@JOBS@}
    $values = @{
@VALUES@
    }
    $many = @(@MANY@)
    $must = @(@MUST@)
    $may = @(@MAY@)
    $never = @(@NEVER@)
    $flags = @{
@FLAGS@
    }
    $rest = @{
@REST@
    }
    $before = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
    if ($wordToComplete -ne '') { $before = @($before | Select-Object -First ($before.Count - 1)) }
    $job = 'score'
    $value = ''
    $ahead = $true
    foreach ($each in @($before | Select-Object -Skip 1)) {
        if ($value -eq 'must') { $value = ''; continue }
        if ($jobs.Contains($each)) { $job = $each; $ahead = $false; break }
        if ($never -ccontains $each) { $ahead = $false; break }
        if ($must -ccontains $each) { $value = 'must' }
        elseif ($may -ccontains $each) { $value = 'may' }
        elseif ($each.StartsWith('-') -or $value -eq 'may') { $value = '' }
        else { $ahead = $false; break }
    }
    $asked = "$job $($before[-1])"
    $front = ''
    $current = $wordToComplete
    if ($wordToComplete -match '^(--[a-z-]+)=(.*)$') {
        $asked = "$job $($Matches[1])"
        $front = "$($Matches[1])="
        $current = $Matches[2]
    }
    if ($many -contains $asked -and $current -match '^(.*,)([^,]*)$') {
        $front += $Matches[1]
        $current = $Matches[2]
    }
    if ($values.ContainsKey($asked)) { $words = $values[$asked] }
    elseif ($current.StartsWith('-')) { $words = $flags[$job] }
    elseif ($ahead -and $value -ne 'must') { $words = $jobs }
    else { $words = $rest[$job] }
    $words.GetEnumerator() | Where-Object { $_.Key.StartsWith($current) } | ForEach-Object {
        $told = if ($_.Value) { $_.Value } else { $_.Key }
        [System.Management.Automation.CompletionResult]::new($front + $_.Key, $_.Key, 'ParameterValue', $told)
    }
}
"""


def script(jobs: Sequence[Job]) -> str:
    """The script."""
    asked = [
        (f"{job.name} {flag}", option.value)
        for job in jobs
        for option in job.options
        for flag in option.flags
        if option.value is not None
    ]
    known = ahead(jobs)
    parts = {
        "JOBS": _pairs((job.name, job.help) for job in jobs[1:]),
        "VALUES": _table((name, value.words) for name, value in asked),
        **{
            name: ", ".join(map(_quoted, words))
            for name, words in (("MUST", known.must), ("MAY", known.may), ("NEVER", known.never))
        },
        "MANY": ", ".join(_quoted(name) for name, value in asked if value.many),
        "FLAGS": _table((job.name, job.flags) for job in jobs),
        "REST": _table((job.name, job.rest.words) for job in jobs),
    }
    made = _SCRIPT
    for name, text in parts.items():
        made = made.replace(f"@{name}@", text)
    return made


def _table(rows: Iterable[tuple[str, Iterable[Word]]]) -> str:
    return "\n".join(f"        {_quoted(name)} = [ordered]@{{{_pairs(words)}}}" for name, words in rows)


def _pairs(words: Iterable[Word]) -> str:
    return "; ".join(f"{_quoted(word)} = {_quoted(told)}" for word, told in words)


def _quoted(text: str) -> str:
    """A text in quotes; for PowerShell the curly ones are quotes too."""
    return "'" + re.sub("['\u2018\u2019\u201a\u201b]", r"\g<0>\g<0>", text) + "'"
