"""What a self-evaluation form says: numbers, units, cells, lines, forms, and the readers that bring them in.

``load`` reads a file or folder into forms; nothing here knows what they are worth.
"""

from indicators.exact import Number, NumberError
from indicators.form import Accept, Budget, Form, Group, Line, Other, Source, Step
from indicators.place import Place
from indicators.reading.load import Loaded, load, loads
from indicators.reading.problems import InputError, Problem

__all__ = [
    "Accept",
    "Budget",
    "Form",
    "Group",
    "InputError",
    "Line",
    "Loaded",
    "Number",
    "NumberError",
    "Other",
    "Place",
    "Problem",
    "Source",
    "Step",
    "load",
    "loads",
]
