"""Of a learner's files for one sheet: which is graded, and what each row says of the others."""

from __future__ import annotations

from dataclasses import replace

from coursekit.grading.gradebook.records import LATE
from coursekit.grading.lms.origins import Origin
from coursekit.grading.submissions.deciding import Candidate, decide
from coursekit.grading.submissions.find import Submission
from coursekit.grading.submissions.rows import State

GOOD = Candidate(Submission("anna", "01", "anna/01.ipynb", Origin("anna", "01.ipynb"), lambda _: b""), "one")


def refused(candidate: Candidate, path: str, why: str = "It is damaged.") -> Candidate:
    return replace(candidate, submission=replace(candidate.submission, path=path, refused=why))


def states(*candidates: Candidate) -> dict[str, tuple[State, str]]:
    return {row.file: (row.state, row.why) for row in decide(candidates, []).rows}


def test_one_good_file_counts() -> None:
    assert states(GOOD) == {"anna/01.ipynb": (State.COUNTS, "")}
    assert decide([GOOD], []).submissions == [GOOD.submission]


def test_what_is_doubtful_or_late_is_said() -> None:
    assert states(replace(GOOD, doubt="read as a notebook"))["anna/01.ipynb"] == (State.GUESSED, "read as a notebook")
    late = replace(GOOD.submission, origin=replace(GOOD.submission.origin, late=True))
    assert states(replace(GOOD, submission=late))["anna/01.ipynb"] == (State.COUNTS, LATE)
    assert states(replace(GOOD, untold=True))["anna/01.ipynb"][0] is State.UNTOLD


def test_a_damaged_file_beside_a_good_one_is_not_used_and_a_picture_is_laid_aside() -> None:
    picture = replace(refused(GOOD, "anna/a.png", "a.png is no notebook."), aside=True)
    told = states(GOOD, refused(GOOD, "anna/b.ipynb"), picture)
    assert told["anna/b.ipynb"] == (State.UNUSED, "It is damaged.")
    assert told["anna/a.png"] == (State.ASIDE, "a.png is no notebook.")


def test_of_a_learner_without_a_good_file_one_is_graded_as_unreadable() -> None:
    picture = replace(refused(GOOD, "anna/a.png", "a.png is no notebook."), aside=True)
    decided = decide([picture, refused(GOOD, "anna/b.ipynb")], [])
    assert [submission.path for submission in decided.submissions] == ["anna/b.ipynb"]


def test_pictures_of_somebody_whose_notebooks_are_there_are_no_hand_in() -> None:
    picture = replace(refused(GOOD, "anna/a.png"), aside=True)
    picture = replace(picture, submission=replace(picture.submission, sheet="02"))
    decided = decide([GOOD, picture], [])
    assert [submission.path for submission in decided.submissions] == ["anna/01.ipynb"]
    assert {row.file: row.state for row in decided.rows}["anna/a.png"] is State.ASIDE


def test_an_untouched_sheet_of_who_handed_in_the_whole_course_is_no_hand_in() -> None:
    untouched = replace(GOOD, submission=replace(GOOD.submission, untouched=True))
    lesson = replace(refused(GOOD, "anna/lesson.ipynb", "This is the lesson."), lesson=True)
    decided = decide([untouched, lesson], [])
    assert decided.submissions == []
    assert {row.state for row in decided.rows} == {State.ASIDE}
    assert states(untouched)["anna/01.ipynb"][0] is State.COUNTS
