"""A table that belongs to one learner: like any other to compute with, shown to nobody else."""

from __future__ import annotations

from typing import Any

import pandas as pd

from coursekit.quiz import answers
from coursekit.quiz.shown import Shown
from coursekit.session.tables import flush_left

_WORDS = "words"


class OwnTable(pd.DataFrame):  # type: ignore[misc]  # pandas has no types of its own
    """A learner's own table.

    A live notebook shows it. What a notebook stores beside it are words, so that another learner who opens the saved
    notebook at the same computer does not read it. What is computed from it is an ordinary table.
    """

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        from coursekit.quiz.own import OwnWidget  # noqa: PLC0415 - loads the widgets only when one is shown

        text = str(self.attrs[_WORDS])
        # JupyterLab draws tables of this class only, in the middle; a widget stands outside of it.
        table = f'<div class="jp-RenderedHTMLCommon" style="display:inline-block">{flush_left(self) or ""}</div>'
        return Shown(OwnWidget(table, text, answers.learner_log()), text, f"<p><em>{text}</em></p>").as_bundle()


def own(table: pd.DataFrame, words: str) -> OwnTable:
    """Return a table as one learner's own.

    Args:
        table: the table.
        words: what stands in its place where another learner, or nobody, looks at a saved notebook.
    """
    made = OwnTable(table)
    made.attrs[_WORDS] = words
    return made
