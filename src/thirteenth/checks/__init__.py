"""Instant checks of a learner's answers: ``check("t3-1", answer)`` in an exercise sheet.

This room uses nothing else of the course, so it also runs where only a sheet was handed out.
"""

from thirteenth.checks.checking import NotAnsweredError, WrongAnswer, check, show
from thirteenth.checks.figures import counted
from thirteenth.checks.form import Form, FormError, canonical
from thirteenth.checks.keys import KeyNotFoundError

__all__ = [
    "Form",
    "FormError",
    "KeyNotFoundError",
    "NotAnsweredError",
    "WrongAnswer",
    "canonical",
    "check",
    "counted",
    "show",
]
