"""A class in a notebook: its table as a DataFrame, and a question's bars that a screen reader reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from coursekit.pages.frame import render
from coursekit.teaching.overview import overview as overviews
from coursekit.teaching.overview.drawing import Drawing, drawing_of
from coursekit.teaching.overview.minimum import LEAST
from coursekit.teaching.overview.table import COLUMNS, rows_of
from coursekit.words import ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.teaching.overview.overview import Overview

_NUMBERS = ("lesson", "first", "last", "learners")


@dataclass(frozen=True)
class Class:
    """A class in a notebook.

    Attributes:
        overview: what was counted.
    """

    overview: Overview

    @property
    def notes(self) -> tuple[str, ...]:
        """How many learners there are, and what was not counted."""
        return (ngettext("{n} learner.", "{n} learners.", self.overview.tally.learners), *self.overview.notes)

    @property
    def table(self) -> pd.DataFrame:
        """Every number, one row an answer; see ``coursekit.teaching.overview.table``."""
        made = pd.DataFrame(list(rows_of(self.overview)), columns=list(COLUMNS))
        return made.assign(**{name: pd.to_numeric(made[name], errors="coerce") for name in _NUMBERS})

    def show(self, question_id: str) -> Figure:
        """Return the answers to a question as bars.

        Raises:
            KeyError: there is no such question, or too few have answered it.
        """
        if question_id not in self.overview.tally.questions or not self.overview.is_shown(question_id):
            shown = [question.id for lesson in self.overview.lessons for question in self.overview.shown(lesson)]
            raise KeyError(f"{question_id!r} is not shown. Choose from: {', '.join(shown)}.")
        return Figure(drawing_of(self.overview, self.overview.tally.questions[question_id]))


@dataclass(frozen=True)
class Figure:
    """Bars that a notebook shows, with their sentence for who does not see them."""

    drawing: Drawing

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        html = render("coursekit.teaching.overview", "figure.html", one=self.drawing)
        return {"text/html": html, "text/plain": self.drawing.sentence}


def read_class(path: Path, *, lesson: int | None = None, least: int = LEAST) -> Class:
    """Read the logs of a class; see ``coursekit.teaching.overview.overview.read_class``."""
    return Class(overviews.read_class(path, lesson=lesson, least=least))
