"""Who handed in what, read from all files together: every layout of people and platforms, in two sheets, no kernel."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.grading.handed_in import collected, counting, in_folder, in_zip, reasons, untouched, without_metadata, worked

CASES = (folder / "shared" / "cases" / "hand-ins" for folder in Path(__file__).parents)
FIELD = next((folder for folder in CASES if folder.is_dir()), Path("nowhere"))
TITLES = {"01": "01-who-is-speaking.ipynb", "02": "02-when-did-it-happen.ipynb", "04": "04-how-strong.ipynb"}
TWO_SHEETS = pytest.mark.parametrize("sheet", ["01", "04"])


def both(sheet: str, first: str, second: str) -> dict[str, bytes]:
    """Return two learners' files at two paths."""
    return {
        first.format(TITLES[sheet]): worked(sheet, "answer = 1"),
        second.format(TITLES[sheet]): worked(sheet, "answer = 2"),
    }


LAYOUTS = {
    "folders": ("anna/{}", "bob/{}", ("anna", "bob")),
    "flat": ("Anna Nowak_{}", "Bob_{}", ("Anna Nowak", "Bob")),
    "classes": ("10a/anna/{}", "10b/bob/{}", ("anna", "bob")),
    "sheets": ("sheet1/anna/{}", "sheet1/bob/{}", ("anna", "bob")),
    "groups": ("Group 1/anna/{}", "Group 2/bob/{}", ("anna", "bob")),
    "a group of two": ("Frau Meyer/anna/{}", "Frau Meyer/bob/{}", ("anna", "bob")),
    "learner, then sheet": ("anna/Blatt 1/{}", "bob/Blatt 1/{}", ("anna", "bob")),
    "whole course": (
        "anna/course/exercises/{}",
        "bob/course/exercises/{}",
        ("anna", "bob"),
    ),
    "Moodle": (
        "Anna Nowak_412_assignsubmission_file/{}",
        "Bob Ott_413_assignsubmission_file/{}",
        ("Anna Nowak", "Bob Ott"),
    ),
    "Moodle without folders": (
        "Anna Nowak_412_assignsubmission_file_{}",
        "Bob Ott_413_assignsubmission_file_{}",
        ("Anna Nowak", "Bob Ott"),
    ),
    "Canvas": ("nowakanna_77_1234_{}", "ottbob_LATE_78_1235_{}", ("nowakanna", "ottbob")),
    "Canvas in a folder": (
        "submissions/nowakanna_77_1234_{}",
        "submissions/ottbob_78_1235_{}",
        ("nowakanna", "ottbob"),
    ),
    "Brightspace": (
        "4711-90001 - Anna Nowak - Nov 28, 2025 1015 AM/{}",
        "4712-90002 - Bob Ott - Nov 28, 2025 1105 PM/{}",
        ("Anna Nowak", "Bob Ott"),
    ),
    "Blackboard": (
        "Sheet_anowak_attempt_2025-11-28-10-15-00_{}",
        "Sheet_bott_attempt_2025-11-28-11-15-00_{}",
        ("anowak", "bott"),
    ),
    "ILIAS": (
        "Abgaben/Nowak_Anna_anowak_4711/20251128101500_{}",
        "Abgaben/Ott_Bob_bott_4712/20251128101500_{}",
        ("Anna Nowak", "Bob Ott"),
    ),
    "ILIAS, teams": (
        "Team 7/Nowak_Anna_anowak_4711/20251128101500_{}",
        "Team 8/Ott_Bob_bott_4712/20251128101500_{}",
        ("Anna Nowak", "Bob Ott"),
    ),
    "nbgrader": ("submitted/anna/ps1/{}", "submitted/bob/ps1/{}", ("anna", "bob")),
    "GitHub Classroom": (
        "sheet-one-submissions/sheet-one-anna-n/{}",
        "sheet-one-submissions/sheet-one-bob/{}",
        ("anna-n", "bob"),
    ),
    "Teams": ("Anna Nowak/Sheet 1/Version 1/{}", "Bob/Sheet 1/Version 1/{}", ("Anna Nowak", "Bob")),
    "numbers": ("101/{}", "102/{}", ("101", "102")),
}


@TWO_SHEETS
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("packed", [False, True])
def test_two_learners_are_told_in_every_layout(tmp_path: Path, layout: str, sheet: str, packed: bool) -> None:  # noqa: FBT001 - a case of the test
    first, second, (anna, bob) = LAYOUTS[layout]
    files = both(sheet, first, second)
    place = in_zip(tmp_path / "in.zip", files) if packed else in_folder(tmp_path / "in", files)
    names = list(files)
    assert counting(collected(place)) == {(anna, sheet): [names[0]], (bob, sheet): [names[1]]}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_stray_file_changes_nobody(tmp_path: Path, layout: str) -> None:
    first, second, (anna, bob) = LAYOUTS[layout]
    files = both("01", first, second)
    stray = {"desktop.ini": b"x", "readme.txt": b"Marked by Friday.", "Thumbs.db": b"x"}
    found = counting(collected(in_folder(tmp_path / "in", files | stray)))
    assert {learner for learner, _ in found} == {anna, bob}


@TWO_SHEETS
def test_classes_with_any_name_are_told_from_learners(tmp_path: Path, sheet: str) -> None:
    files = both(sheet, "Frau Meyer/anna/{}", "Frau Meyer/bob/{}")
    files[f"Herr Ott/cleo/{TITLES[sheet]}"] = worked(sheet, "answer = 3")
    found = counting(collected(in_folder(tmp_path / "in", files)))
    assert {learner for learner, _ in found} == {"anna", "bob", "cleo"}


def test_gradescope_names_people_and_groups(tmp_path: Path) -> None:
    metadata = (
        "submission_123:\n  :submitters:\n  - :name: Anna Nowak\n    :sid: '77'\n    :email: a@x.org\n"
        "submission_124:\n  :submitters:\n  - :name: Bob Ott\n    :sid: '78'\n    :email: b@x.org\n"
        "  - :name: Cleo Ray\n    :sid: '79'\n    :email: c@x.org\n"
    )
    top = "assignment_1_export"
    files = both("01", f"{top}/submission_123/{{}}", f"{top}/submission_124/{{}}")
    files[f"{top}/submission_metadata.yml"] = metadata.encode()
    found = counting(collected(in_folder(tmp_path / "in", files)))
    assert {learner for learner, _ in found} == {"Anna Nowak", "Bob Ott", "Cleo Ray"}


def test_blackboard_receipts_name_people(tmp_path: Path) -> None:
    files = both("01", "Sheet_anowak_attempt_2025-11-28-10-15-00_{}", "Sheet_anowak_attempt_2025-11-29-10-15-00_{}")
    files["Sheet_anowak_attempt_2025-11-28-10-15-00.txt"] = b"Name: Anna Nowak (anowak)\r\nAssignment: Sheet\r\n"
    later = list(files)[1]
    assert counting(collected(in_folder(tmp_path / "in", files))) == {("Anna Nowak", "01"): [later]}


def test_teams_version_10_is_newer_than_9(tmp_path: Path) -> None:
    files = both("01", "Anna/Sheet 1/Version 9/{}", "Anna/Sheet 1/Version 10/{}")
    place = in_folder(tmp_path / "in", files)
    assert counting(collected(place)) == {("Anna", "01"): [list(files)[1]]}


def test_two_assignments_of_moodle_are_one_person(tmp_path: Path) -> None:
    files = {
        f"hw1/Anna Nowak_412_assignsubmission_file/{TITLES['01']}": worked("01"),
        f"hw2/Anna Nowak_733_assignsubmission_file/{TITLES['02']}": worked("02"),
    }
    assert set(counting(collected(in_folder(tmp_path / "in", files)))) == {("Anna Nowak", "01"), ("Anna Nowak", "02")}


def test_a_whole_course_is_its_worked_sheet(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    lesson = next((root / "notebooks").glob("01-*.ipynb"))
    files = {
        f"anna/course/exercises/{TITLES['01']}": worked("01"),
        f"anna/course/exercises/{TITLES['02']}": untouched("02"),
        f"anna/course/notebooks/{lesson.name}": lesson.read_bytes(),
        "anna/course/README.md": b"# The course",
    }
    collection = collected(in_folder(tmp_path / "in", files))
    assert set(counting(collection)) == {("anna", "01")}
    assert "whole course" in reasons(collection)[f"anna/course/exercises/{TITLES['02']}"]
    assert "lesson" in reasons(collection)[f"anna/course/notebooks/{lesson.name}"]
    assert {(one.learner, one.sheet) for one in collection.submissions} == {("anna", "01")}


@TWO_SHEETS
@pytest.mark.parametrize(
    "name",
    [
        "02-sheet",
        "homework 28-11",
        "sheet9-2025-11-28",
        "hw_01-02",
        "HW7",
        "2025-11-28",
        "01.12. Blatt",
        "10-02-2026 hw",
    ],
)
@pytest.mark.parametrize("metadata", [True, False])
def test_the_content_says_which_sheet_it_is(tmp_path: Path, sheet: str, name: str, metadata: bool) -> None:  # noqa: FBT001 - a case of the test
    data = worked(sheet) if metadata else without_metadata(worked(sheet))
    place = in_folder(tmp_path / "in", {f"anna/{name}.ipynb": data})
    assert set(counting(collected(place))) == {("anna", sheet)}


EXPECTED = {
    "by-class": {("anna", "01"): 1, ("bob", "01"): 1, ("cleo", "01"): 1},
    "by-sheet": {(name, sheet): 1 for name in ("anna", "bob") for sheet in ("01", "02")},
    "canvas-in-folder": {("nowakanna", "01"): 1, ("ottbob", "01"): 1},
    "copy1-backup": {("anna", "01"): 2},
    "dates-in-names": {(name, "01"): 1 for name in ("anna", "bob", "cleo", "dora", "emil", "fay", "gus", "hal")},
    "final-suffix": {("anna", "01"): 2},
    "gradescope": {("submission_123", "01"): 1, ("submission_124", "01"): 1},
    "icloud-empty-folder": {("bob", "01"): 1},
    "moodle-two-assignments": {(name, sheet): 1 for name in ("Anna Nowak", "Bob Ott") for sheet in ("01", "02")},
    "sheet1-named-02": {("anna", "01"): 1},
    "stray-file": {("anna", "01"): 1, ("bob", "01"): 1},
    "teams-version-10": {("Anna Nowak", "01"): 1, ("Bob", "01"): 1},
    "txt-beside-good-sheet": {(name, sheet): 1 for name in ("anna", "bob") for sheet in ("01", "02")},
}


@pytest.mark.skipif(not FIELD.is_dir(), reason="the hand-ins from the field are kept outside the repository")
@pytest.mark.parametrize("case", EXPECTED)
def test_the_layouts_from_the_field(case: str) -> None:
    found = counting(collected(FIELD / "layout" / case))
    assert {key: len(files) for key, files in found.items()} == EXPECTED[case]
