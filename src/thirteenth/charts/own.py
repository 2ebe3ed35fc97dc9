"""A chart of a learner's own ratings: drawn for them alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coursekit.words import N_, gettext
from thirteenth.charts.chart import Chart

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

YOURS = "you"
WORDS = N_("The chart with your own ratings stands here when you run this cell.")


@dataclass(frozen=True)
class OwnChart(Chart):
    """A chart that a live notebook shows, and a stored one does not.

    Another learner who opens the saved notebook at the same computer reads words in its place.
    """

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        from coursekit.quiz import answers  # noqa: PLC0415 - a chart of the course's own needs no log and no widgets
        from coursekit.quiz.own import OwnWidget  # noqa: PLC0415 - a chart of the course's own needs no log and no widgets
        from coursekit.quiz.shown import Shown  # noqa: PLC0415 - a chart of the course's own needs no log and no widgets

        words = gettext(WORDS)
        widget = OwnWidget(self.as_html(), words, answers.learner_log())
        return Shown(widget, words, f"<p><em>{words}</em></p>").as_bundle()


def of_ratings(figure: Figure, table: pd.DataFrame, alt: str, source: str, ratings: pd.DataFrame | None) -> Chart:
    """Return a chart of ratings: a learner's own chart where a rating in it is theirs.

    Args:
        figure: the drawing.
        table: what it draws.
        alt: what is seen.
        source: the tables that it draws.
        ratings: the ratings behind it, with ``whose``; None for the course's example.
    """
    is_own = ratings is not None and bool((ratings["whose"] == YOURS).any())
    return (OwnChart if is_own else Chart)(figure, table, alt, source)
