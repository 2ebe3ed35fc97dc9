"""Two people of one name, over weeks and platforms: told apart where something tells, else said; no kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.grading.handed_in import collected, counting, in_folder, in_zip, sheet_path, worked

from coursekit.grading.gradebook.records import Kept, KeptOrigin
from coursekit.grading.submissions.accounts import Account, Known
from coursekit.grading.submissions.collected_csv import doubt_rows, summary
from coursekit.grading.submissions.homonyms import ONE_NAME, alike, people_of, why_untold
from coursekit.grading.submissions.people import People
from coursekit.grading.submissions.roster_csv import read_roster
from coursekit.grading.submissions.rows import State

if TYPE_CHECKING:
    from pathlib import Path

UNTOLD = "cannot be told who: two of this name"
SHEETS = pytest.mark.parametrize(("first", "second"), [("01", "06"), ("04", "02")])


def moodle(path: Path, sheet: str, *people: tuple[str, int]) -> Path:
    """Write the zip of one assignment of Moodle, with a file of each person."""
    files = {
        f"{name}_{number}_assignsubmission_file/{sheet_path(sheet).name}": worked(sheet, f"answer = {number}")
        for name, number in people
    }
    return in_zip(path, files)


def known(learner: str, name: str, number: int, sheet: str, platform: str = "moodle") -> Known:
    """Return a submission that stands in the gradebook."""
    return Known(learner, Account(name, platform, str(number)), sheet, path=f"{number}.ipynb", digest=str(number))


@SHEETS
@pytest.mark.parametrize("name", ["Jan Novák", "Ян Новак", "王伟", "Jan  Novák-Kim"])
def test_moodles_numbers_of_another_week_do_not_tell_who_is_who(
    tmp_path: Path, first: str, second: str, name: str
) -> None:
    before = [known(f"{name} ({number})", name, number, first) for number in (12, 13)]
    place = moodle(tmp_path / "w2.zip", second, (name, 22), (name, 23), ("Eve Kim", 24))
    collection = collected(place, known=before)
    assert set(counting(collection)) == {(f"{name} (22)", second), (f"{name} (23)", second), ("Eve Kim", second)}
    untold = [row for row in collection.rows if row.state is State.UNTOLD]
    assert [row.learner for row in untold] == [f"{name} (22)", f"{name} (23)"]
    assert all(row.why.startswith(UNTOLD) for row in untold)
    assert any(line.startswith("2 files of people with one name:") and UNTOLD in line for line in summary(collection))
    assert {learner for _, learner, _, _ in doubt_rows(collection)} == {row.learner for row in untold}


@SHEETS
def test_rows_that_were_merged_stay_merged(tmp_path: Path, first: str, second: str) -> None:
    name = "Jan Novák"
    before = [known(f"{name} ({number})", name, number, first) for number in (12, 13)]
    before += [known(f"{name} (12)", name, 22, second)]
    place = moodle(tmp_path / "w2.zip", second, (name, 22), (name, 23))
    rows = {row.learner: row.state for row in collected(place, known=before).rows}
    # The other one's row is still not told; with it there are three rows for two people.
    assert rows == {f"{name} (12)": State.UNTOLD, f"{name} (23)": State.UNTOLD}
    before += [known(f"{name} (13)", name, 23, second)]
    told = collected(place, known=before).rows
    assert {row.learner for row in told} == {f"{name} (12)", f"{name} (13)"}
    assert State.UNTOLD not in {row.state for row in told}


@SHEETS
@pytest.mark.parametrize("flat", [True, False])
def test_two_assignments_in_one_place_do_not_split_a_person(
    tmp_path: Path,
    first: str,
    second: str,
    flat: bool,  # noqa: FBT001 - a case of the test
) -> None:
    files = {}
    for sheet, numbers in ((first, (412, 413)), (second, (733, 734))):
        for name, number in zip(("Anna Nowak", "Bob Ott"), numbers, strict=True):
            mark = "_" if flat else "/"
            path = f"{name}_{number}_assignsubmission_file{mark}{sheet_path(sheet).name}"
            files[path] = worked(sheet, f"answer = {number}")
    collection = collected(in_zip(tmp_path / "both.zip", files))
    assert set(counting(collection)) == {
        (name, sheet) for name in ("Anna Nowak", "Bob Ott") for sheet in (first, second)
    }
    assert {row.why for row in collection.rows} == {""}
    # One who alone handed in the second sheet: one person most likely, and it is said.
    del files[next(path for path in files if "_734_" in path)]
    rows = collected(in_zip(tmp_path / "one.zip", files)).rows
    assert {row.learner for row in rows} == {"Anna Nowak", "Bob Ott"}
    assert {row.learner for row in rows if "read as one person in two assignments" in row.why} == {"Anna Nowak"}


ROSTER = "First name,Last name,Email address\nJan,Novák,a@x.org\nJan,Novák,b@x.org\nEve,Kim,e@x.org\n"


def roster(tmp_path: Path, text: str = ROSTER) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    return path


def missing(tmp_path: Path, *people: tuple[str, int], before: tuple[Known, ...] = ()) -> dict[str, str]:
    """Return who is called missing, and why."""
    collection = collected(moodle(tmp_path / "w.zip", "01", *people), known=before, roster=roster(tmp_path))
    return {row.learner: row.why for row in collection.rows if row.state is State.MISSING}


def test_a_roster_without_their_numbers_calls_nobody_missing_falsely(tmp_path: Path) -> None:
    jans = [("Jan Novák", number) for number in (12, 13)]
    assert missing(tmp_path, *jans, ("Eve Kim", 14)) == {}
    assert missing(tmp_path, *jans) == {"Eve Kim": "Nothing was handed in."}
    one = missing(tmp_path, jans[0], ("Eve Kim", 14))
    assert set(one) == {"Jan Novák (a@x.org)", "Jan Novák (b@x.org)"}
    assert set(one.values()) == {"Of 2 people called Jan Novák only 1 handed in: cannot be told who."}
    assert set(missing(tmp_path, ("Eve Kim", 14)).values()) == {"Nothing was handed in."}
    # The other one has handed in before.
    assert missing(tmp_path, jans[0], ("Eve Kim", 14), before=(known("Jan Novák (13)", "Jan Novák", 13, "01"),)) == {}


def test_worksheets_with_addresses_tell_who_is_who_in_every_week(tmp_path: Path) -> None:
    shown: dict[int, str] = {}
    for sheet, numbers in (("01", (12, 13)), ("06", (23, 22))):
        text = "Identifier,Full name,Email address\n" + "".join(
            f"Participant {number},Jan Novák,{address}@x.org\n" for number, address in zip(numbers, "ab", strict=True)
        )
        before = [known(learner, "Jan Novák", number, "01") for number, learner in shown.items()]
        place = moodle(tmp_path / f"{sheet}.zip", sheet, *(("Jan Novák", number) for number in numbers))
        collection = collected(place, known=before, roster=roster(tmp_path, text))
        assert {row.state for row in collection.rows} == {State.COUNTS}
        shown |= {int(one.origin.user): one.learner for one in collection.submissions}
    assert shown == {number: f"Jan Novák ({who}@x.org)" for number, who in zip((12, 13, 23, 22), "abab", strict=True)}


def test_a_roster_that_knows_one_of_two_does_not_make_them_one(tmp_path: Path) -> None:
    one = roster(tmp_path, "Name,Email\nJan Novák,a@x.org\n")
    rows = collected(moodle(tmp_path / "w.zip", "01", ("Jan Novák", 12), ("Jan Novák", 13)), roster=one).rows
    assert {(row.learner, row.state) for row in rows if row.file} == {
        ("Jan Novák (12)", State.GUESSED),
        ("Jan Novák (13)", State.GUESSED),
    }
    canvas = roster(tmp_path, 'Student,ID\n"Novák, Jan",201\n')
    name = sheet_path("01").name
    files = {f"novákjan_{user}_1{user}_{name}": worked("01", f"answer = {user}") for user in (201, 202)}
    rows = collected(in_zip(tmp_path / "c.zip", files), roster=canvas).rows
    assert {(row.learner, row.state) for row in rows} == {("Novák, Jan", State.COUNTS), ("", State.UNUSED)}
    assert any("Nobody on the roster is called novákjan (202)" in row.why for row in rows)


def test_a_roster_gives_its_names_to_who_stands_in_the_gradebook(tmp_path: Path) -> None:
    before = [
        known("nowakanna", "nowakanna", 77, "01", "canvas"),
        known("Anna Nowak", "Anna Nowak", 412, "02"),
        known("The Kim", "kimeve", 78, "01", "canvas"),
        known("novákjan (201)", "novákjan", 201, "01", "canvas"),
    ]
    text = 'Student,ID\n"Nowak, Anna",77\n"Kim, Eve",78\n"Novák, Jan",201\n"Novák, Jan",202\n'
    people = People((), before, read_roster(roster(tmp_path, text)))
    # What an instructor has chosen stays.
    assert people.renamed() == {
        "nowakanna": "Nowak, Anna",
        "Anna Nowak": "Nowak, Anna",
        "novákjan (201)": "Novák, Jan (201)",
    }
    files = {f"nowakanna_77_99_{sheet_path('04').name}": worked("04")}
    assert set(counting(collected(in_zip(tmp_path / "c.zip", files), known=before))) == {("nowakanna", "04")}


@pytest.mark.parametrize(("one", "other"), [("10a", "10b"), ("Klasse 10a", "Klasse 10b"), ("form 5A", "form 5B")])
def test_two_of_one_first_name_in_two_classes_stay_two(one: str, other: str, tmp_path: Path) -> None:
    files = {
        f"{group}/{name}/{sheet_path('01').name}": worked("01", f"answer = {number}")
        for number, (group, name) in enumerate([(one, "anna"), (one, "bob"), (other, "anna"), (other, "cleo")])
    }
    collection = collected(in_folder(tmp_path / "in", files))
    annas = {f"anna ({one})", f"anna ({other})"}
    assert {name for name, _ in counting(collection)} == {*annas, "bob", "cleo"}
    assert {row.learner for row in collection.rows if "several people are called anna" in row.why} == annas
    text = f"Name,Section\nanna,{one}\nanna,{other}\nbob,{one}\ncleo,{other}\n"
    told = collected(tmp_path / "in", roster=roster(tmp_path, text))
    assert {row.state for row in told.rows} == {State.COUNTS}


def test_which_rows_of_a_gradebook_may_be_one_person() -> None:
    def kept(learner: str, sheet: str, number: str, platform: str = "moodle") -> Kept:
        origin: KeptOrigin = {"platform": platform, "user": number, "name": "Jan"}
        return Kept(learner, sheet, origin, "x.ipynb", number, "graded")

    first = [kept("Jan (12)", "01", "12"), kept("Jan (13)", "01", "13")]
    assert alike(first) == []
    second = [*first, kept("Jan (22)", "06", "22")]
    (rows,) = alike(second)
    assert rows == {"Jan (12)": {"moodle 01"}, "Jan (13)": {"moodle 01"}, "Jan (22)": {"moodle 06"}}
    assert why_untold(rows).startswith(UNTOLD)
    assert alike([*first, kept("Jan (12)", "06", "22")]) == []
    assert alike([kept("jan (1)", "01", "1", "canvas"), kept("jan (2)", "02", "2", "canvas")]) == []


def test_rows_of_two_platforms_that_have_one_name_may_be_one_person() -> None:
    def kept(learner: str, sheet: str, platform: str, number: str, name: str) -> Kept:
        return Kept(learner, sheet, {"platform": platform, "user": number, "name": name}, "x.ipynb", number, "graded")

    here = kept("Eve Kim", "01", "moodle", "12", "Eve Kim")
    there = [kept("kimeve", sheet, "canvas", "204", "kimeve") for sheet in ("01", "06")]
    (rows,) = alike([here, *there])
    assert people_of(rows) == 1
    assert set(rows) == {"Eve Kim", "kimeve"}
    assert why_untold(rows).startswith(ONE_NAME)
    # With a roster, or merged, they are one row; somebody else's name is another name.
    assert alike([here, kept("Eve Kim", "06", "canvas", "204", "kimeve")]) == []
    assert alike([here, kept("leewei", "06", "canvas", "204", "leewei")]) == []
    jans = [kept(f"Jan Novák ({n})", "01", "moodle", n, "Jan Novák") for n in ("12", "13")]
    two = [kept(f"novákjan ({n})", sheet, "canvas", n, "novákjan") for n, sheet in (("202", "06"), ("203", "01"))]
    (rows,) = alike([*jans, *two])
    assert (len(rows), people_of(rows)) == (4, 2)
    assert why_untold(rows).startswith(UNTOLD)


def test_where_moodle_hides_names_the_number_is_the_learner(tmp_path: Path) -> None:
    zips = moodle(tmp_path / "in.zip", "01", *(("Participant", number) for number in (412, 413, 414)))
    learners = {f"Participant {number}" for number in (412, 413, 414)}
    collection = collected(zips)
    assert {(row.learner, row.state, row.why) for row in collection.rows} == {(x, State.COUNTS, "") for x in learners}
    next_week = [known(learner, learner, int(learner.split()[1]), "01") for learner in sorted(learners)]
    second = moodle(tmp_path / "second.zip", "02", *(("Participant", number) for number in (512, 513)))
    assert {row.why for row in collected(second, known=next_week).rows} == {""}


def test_a_worksheet_without_names_is_the_roster_where_names_are_hidden(tmp_path: Path) -> None:
    zips = moodle(tmp_path / "in.zip", "01", ("Participant", 412), ("Participant", 413))
    worksheet = "Identifier,Status,Grade\nParticipant 412,Submitted,\nParticipant 413,Submitted,\nParticipant 9,None,\n"
    rows = collected(zips, roster=roster(tmp_path, worksheet)).rows
    assert {(row.learner, bool(row.file)) for row in rows} == {
        ("Participant 412", True),
        ("Participant 413", True),
        ("Participant 9", False),
    }
    named = collected(zips, roster=roster(tmp_path, "Name\nAnna Nowak\n")).rows
    assert any("Moodle hides the names of this assignment" in row.why for row in named)
