"""The class as a notebook: the teacher opens it, runs it, and changes what she likes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coursekit.course import find_course
from coursekit.internals.ipykernel_words import KERNELSPEC
from coursekit.words import gettext

if TYPE_CHECKING:
    from pathlib import Path


def notebook_of(answers: Path, least: int, lesson: int | None) -> str:
    """Return the notebook, not run: it reads the logs when it is.

    Args:
        answers: the folder or zip file of the logs.
        least: how many learners must have answered before anything is shown.
        lesson: the lesson to show; all when None.
    """
    chosen = "" if lesson is None else f", lesson={lesson}"
    read = f"klass = read_class(Path({str(answers.resolve())!r}), least={least}{chosen})"
    cells = [
        _words(
            "# {}\n\n{}".format(
                gettext("The class: {course}", course=find_course().title),
                gettext(
                    "Run the cells from the top (Shift+Enter). Nobody is named. Change what you like: the table holds "
                    "all numbers, and a chart is one line."
                ),
            )
        ),
        _code(
            f"from pathlib import Path\n\nfrom coursekit.teaching.overview.frames import read_class\n\n{read}\n"
            "klass.notes"
        ),
        _words(gettext("Each row is one answer to a question, with how many gave it at first and at last.")),
        _code('table = klass.table\ntable[table["kind"] == "answers"]'),
        _words(_headed(gettext("One question"), gettext("Its bars. Put in another question's id."))),
        _code('answers = table[table["kind"] == "answers"]\nklass.show(answers["question"].iloc[0])'),
        _words(_headed(gettext("Misconceptions that answers may show"))),
        _code('table[table["kind"] == "misconception"].sort_values("first", ascending=False)'),
        _words(
            _headed(
                gettext("Ratings: where the class disagrees most"),
                gettext("`last` is how far apart two learners are on average."),
            )
        ),
        _code('table[table["kind"] == "ratings"].sort_values("last", ascending=False).head(10)'),
    ]
    numbered = [{**cell, "id": f"class-{place}"} for place, cell in enumerate(cells)]
    made = {"cells": numbered, "metadata": {"kernelspec": KERNELSPEC}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _headed(heading: str, words: str = "") -> str:
    return f"## {heading}\n\n{words}".rstrip()


def _words(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _code(text: str) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": text, "execution_count": None, "outputs": []}
