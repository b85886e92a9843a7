"""The common look of our records: what differs from the default is shown, and nothing else."""

from __future__ import annotations

from attrs import fields


class Record:
    """Base of frozen classes with many optional fields; the short form also spares making a method for each class.

    >>> from indicators.form import Line
    >>> Line("i1", "indicator", target="≥3场")
    Line(id='i1', block='indicator', target='≥3场')
    """

    __slots__ = ()

    def __repr__(self) -> str:
        """The class and the fields that were given."""
        given = []
        for each in fields(type(self)):  # type: ignore[arg-type]  # subclasses are
            value = getattr(self, each.name)
            if value != each.default:
                given.append(f"{each.name}={value!r}")
        return f"{type(self).__name__}({', '.join(given)})"
