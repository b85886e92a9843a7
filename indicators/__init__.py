"""What a self-evaluation form says: numbers, units, cells, lines, forms, and the readers that bring them in.

``load`` reads files and folders into forms, ``read`` gives the problems beside them; nothing here knows what forms are
worth.
"""

from indicators.checked import FieldError
from indicators.exact import Number, NumberError
from indicators.form import Accept, Budget, Form, Group, Line, Other, PrintedBlock, Source, Step
from indicators.place import Place
from indicators.reading.load import Loaded, load, loads, read
from indicators.reading.problems import InputError, Problem

__all__ = [
    "Accept",
    "Budget",
    "FieldError",
    "Form",
    "Group",
    "InputError",
    "Line",
    "Loaded",
    "Number",
    "NumberError",
    "Other",
    "Place",
    "PrintedBlock",
    "Problem",
    "Source",
    "Step",
    "load",
    "loads",
    "read",
]
