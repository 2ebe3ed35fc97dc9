"""What a class did is counted as its records pass by, and each learner has a file name of their own."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.grading.gradebook.records import Record
from coursekit.grading.model import ItemResult, Outcome, Result, Status
from coursekit.grading.reports.file_names import file_names
from coursekit.grading.reports.statistics import GROUP_WORDS, GROUPS, Counts, grouped
from coursekit.grading.reports.words import SIGNS, STATES, WORDS


def record(learner: str, *items: ItemResult, status: Status = Status.GRADED) -> Record:
    return Record(learner, "01", f"{learner}/01.ipynb", {}, Result(status, items), {})


def test_outcomes_and_mistakes_are_counted_by_task() -> None:
    counts = Counts()
    wrong = ItemResult("t1-1", 0, 1, Outcome.FAILED, "Count each once.", (), "COUNT")
    counts.add(record("anna", wrong), "anna/01.html")
    counts.add(record("bob", wrong), "bob/01.html")
    counts.add(record("cleo", ItemResult("t1-1", 1, 1, Outcome.PASSED)), "cleo/01.html")
    assert counts.outcomes["01"]["t1-1"] == Counter({Outcome.FAILED: 2, Outcome.PASSED: 1})
    mistake = counts.mistakes["01"]["t1-1", "COUNT"]
    assert (mistake.hint, mistake.learners) == ("Count each once.", ["anna", "bob"])
    assert counts.rows["bob"]["01"][1] == "bob/01.html"


def test_a_file_that_could_not_be_read_counts_as_handed_in_and_not_as_answers() -> None:
    counts = Counts()
    counts.add(record("anna", ItemResult("t1-1", 0, 1, Outcome.FAILED), status=Status.UNREADABLE), "")
    assert counts.statuses["01"] == Counter({Status.UNREADABLE: 1})
    assert not counts.outcomes["01"]


def test_every_outcome_has_a_group_a_sign_and_words() -> None:
    outcomes = [outcome for members in GROUPS.values() for outcome in members]
    assert sorted(outcomes) == sorted(Outcome)
    assert set(SIGNS) == set(WORDS) == set(Outcome)
    assert set(STATES) == set(Status)
    assert set(GROUP_WORDS) == set(GROUPS)
    assert grouped(Counter({Outcome.ERROR: 2, Outcome.DIED: 1}))["broken"] == 3


@pytest.mark.parametrize("learner", ["Anna Nowak", "Žofie Dvořáková", "Анна", "o.neil-2 (7)"])
def test_a_plain_name_stays(learner: str) -> None:
    assert file_names({learner}) == {learner: learner}


@given(st.sets(st.text(max_size=90), max_size=12))
def test_names_differ_on_every_system_and_are_safe(learners: set[str]) -> None:
    names = file_names(learners)
    assert len({name.casefold() for name in names.values()}) == len(learners)
    for name in names.values():
        assert name.strip(" .") == name != ""
        assert not set(name) & set('<>:"/\\|?*\x00\n')
        assert len(name.encode()) <= 100
    # Who comes or goes changes nobody's name that is not another's in other letters.
    for learner in learners:
        if "-" in names[learner]:
            assert file_names({learner, "somebody else"})[learner] in {names[learner], learner}


def test_capitals_alone_do_not_make_two_files_one() -> None:
    names = file_names({"anna", "Anna", "CON"})
    assert len({name.casefold() for name in names.values()}) == 3
    assert names["CON"] != "CON"
