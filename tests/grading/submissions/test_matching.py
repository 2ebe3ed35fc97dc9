"""Which accounts may be whom of the roster: a number decides, a name may be two people's, and nobody is taken twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coursekit.grading.submissions.accounts import Account, Claimant
from coursekit.grading.submissions.matching import Matcher
from coursekit.grading.submissions.missing import NOTHING, missing
from coursekit.grading.submissions.people import People
from coursekit.grading.submissions.roster_csv import read_roster
from coursekit.grading.submissions.rows import State

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.grading.submissions.roster import Roster

CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"
TWO_ANNAS = f'{CANVAS}"Nowak, Anna",1,,anna1,A\n"Nowak, Anna",2,,anna2,A\n"Berg, Bo",3,,bo,A\n'


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    (tmp_path / "canvas.csv").write_text(TWO_ANNAS, encoding="utf-8")
    return read_roster(tmp_path / "canvas.csv")


def names(account: Account, roster: Roster | None, *others: Account) -> list[str]:
    files = [(entry, ("01",), "all in one assignment") for entry in (account, *others)]
    return [person.shown for person in Matcher(files, roster).persons(account)]


def test_a_number_of_the_platform_is_one_person(roster: Roster) -> None:
    assert len(names(Account("Anna Nowak", "canvas", "2"), roster)) == 1


def test_a_name_of_two_may_be_either(roster: Roster) -> None:
    assert len(names(Account("Anna Nowak"), roster)) == 2
    assert len(names(Account("Bo Berg"), roster)) == 1


def test_who_is_known_by_number_is_not_taken_for_the_namesake(roster: Roster) -> None:
    known = Account("Anna Nowak", "canvas", "1")
    (other,) = names(Account("Anna Nowak", "canvas", "99"), roster, known)
    assert other != names(known, roster)[0]


def test_two_accounts_of_one_name_are_not_both_the_one_person_of_it(roster: Roster) -> None:
    first, second = Account("Bo Berg", "canvas", "98"), Account("Bo Berg", "canvas", "99")
    assert names(first, roster, second) == []
    files = [(entry, ("01",), "one") for entry in (first, second)]
    assert Matcher(files, roster).is_contested(first)
    assert not Matcher(files[:1], roster).is_contested(first)


def test_without_a_roster_nobody_is_known() -> None:
    assert names(Account("Bo Berg"), None) == []


def test_numbers_of_one_assignment_are_other_people_only_where_both_handed_in_a_sheet() -> None:
    first, second = Account("Anna", "moodle", "1"), Account("Anna", "moodle", "2")
    together = Matcher([(first, ("01",), "a"), (second, ("01",), "a")], None)
    assert together.others(first) == [second]
    assert together.is_shared(first)
    assert Matcher([(first, ("01",), "a"), (second, ("02",), "b")], None).others(first) == []
    # In two assignments it may be one person who tried again.
    twice = Matcher([(first, ("01",), "a"), (second, ("01",), "b")], None)
    assert twice.others(first) == [second]
    assert twice.others(first, certainly=True) == []


def test_what_a_class_has_not_handed_in_is_said_as_far_as_it_is_certain(roster: Roster) -> None:
    (bo,) = roster.by_name("Bo Berg")
    one_anna = Claimant(Account("Anna Nowak"), "", ("01",))
    people = People([one_anna], roster=roster)
    rows = list(missing(roster.people, people, {(bo, "02")}, {"01", "02"}))
    assert [(row.sheet, row.why) for row in rows if row.learner == bo.shown] == [("01", NOTHING)]
    annas = [row for row in rows if row.learner != bo.shown]
    assert {row.state for row in annas} == {State.MISSING}
    assert {row.why for row in annas if row.sheet == "02"} == {NOTHING}
    # One of two people of the name has handed in the first sheet.
    words = {row.why for row in annas if row.sheet == "01"}
    assert len(words) == 1
    assert "Of 2 people called" in words.pop()
