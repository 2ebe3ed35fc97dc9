"""The page of one learner and one sheet: what each task says, and what it keeps to itself."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from coursekit.grading.gradebook.records import Record
from coursekit.grading.model import ItemResult, Master, Outcome, Result, Shown, Status, Task
from coursekit.grading.reports.feedback_page import feedback

PROMPTS = ("## Task 1.1 (1 point)", "Count the **members**.")
CODE = Task("t1-1", 1.0, written=False, prompts=PROMPTS, answers=("t1-1-a",))
WRITTEN = Task(
    *("t1-2", 4.0), written=True, prompts=("Think.",), answers=("t1-2",), rubric=("4 points: names a source",)
)
MASTER = Master("01", "01-x.ipynb", "A small sheet", (), (CODE, WRITTEN), {}, "m")
HINT = "Count the last day too."
WRONG = ItemResult(
    "t1-1", 0.0, 1.0, Outcome.FAILED, HINT, (Shown("text", "12"), Shown("error", f"WrongAnswer: {HINT}"))
)
READ = ItemResult("t1-2", 3.0, 4.0, Outcome.READ, "", (Shown("text", "<b>Mine</b> & yours"),))
RECORD = Record("Anna <Nowak>", "01", "p", {}, Result(Status.GRADED, (WRONG, READ)), {"t1-2": "Well argued."})


def words(page: str) -> str:
    """Return what a reader sees of a page, without its style."""
    body = re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(body.split())


def test_each_task_says_what_was_asked_what_came_out_and_what_to_try() -> None:
    page = feedback(RECORD, MASTER)
    assert "<strong>members</strong>" in page
    for part in (
        "Sheet 1: A small sheet",
        "Task 1.1 (1 point)",
        "Not right yet",
        "0 of 1 point",
        "3 of 4 points",
        HINT,
    ):
        assert part in words(page), part
    for part in ("Task 1.2", "What you wrote", "4 points: names a source", "Well argued."):
        assert part in words(page), part


def test_a_hint_is_said_once() -> None:
    assert words(feedback(RECORD, MASTER)).count(HINT) == 1


def test_an_error_of_the_learners_own_is_shown_beside_the_hint() -> None:
    item = replace(WRONG, shown=(Shown("error", "KeyError: 'DE'"),))
    page = feedback(replace(RECORD, result=Result(Status.GRADED, (item,))), MASTER)
    assert "KeyError: 'DE'" in html.unescape(words(page))


def test_what_people_wrote_stays_text() -> None:
    page = feedback(RECORD, MASTER)
    assert "<b>Mine</b>" not in page
    assert "&lt;b&gt;Mine&lt;/b&gt; &amp; yours" in page
    assert "Anna &lt;Nowak&gt;" in page


def test_a_rubric_is_for_written_answers_only() -> None:
    item = replace(WRONG, grade_id="t1-2")
    coded = replace(MASTER, tasks=(replace(WRITTEN, written=False),))
    assert "names a source" not in feedback(replace(RECORD, result=Result(Status.GRADED, (item,))), coded)


def test_a_file_that_could_not_be_graded_says_why_and_what_to_do() -> None:
    result = Result(Status.UNREADABLE, (WRONG,), "The file is empty.", ("a note",))
    seen = words(feedback(replace(RECORD, result=result), MASTER))
    assert "The file is empty. No task could be marked. Open the sheet in JupyterLab" in seen
    assert HINT not in seen
    assert "a note" not in seen
