"""Each platform alone: the names that it writes, and names that only look like them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from coursekit.grading.lms import (
    blackboard,
    brightspace,
    canvas,
    github_classroom,
    gradescope,
    ilias,
    moodle,
    nbgrader,
    teams,
)
from coursekit.grading.lms.origins import Member, Origin, letters_of, readable
from coursekit.grading.lms.registry import LASTING, PLATFORMS, platform_reader


@dataclass(frozen=True)
class File:
    """A file of a hand-in that holds some text."""

    parts: tuple[str, ...]
    text: str = ""

    def read(self, limit: int) -> bytes:
        return self.text.encode()[: limit + 1]


MODULES = {
    module.NAME: module
    for module in (*(blackboard, brightspace, canvas, github_classroom, gradescope, ilias, moodle, nbgrader, teams),)
}
WHEN = "2025-11-28-10-15-00"
# A path as the platform writes it, and who it says handed it in: name, user, number.
WRITTEN = {
    "moodle": [
        ("Anna Nowak_412_assignsubmission_file/01-x.ipynb", "Anna Nowak", "412", 0),
        ("Anna Nowak_412_assignsubmission_file_/01-x.ipynb", "Anna Nowak", "412", 0),
        ("Anna Nowak_412_assignsubmission_file_01-x.ipynb", "Anna Nowak", "412", 0),
        ("Zoë_de_la_Cruz_7_assignsubmission_onlinetext/x.html", "Zoë_de_la_Cruz", "7", 0),
        ("Group A-Anna Nowak_412_assignsubmission_file/01-x.ipynb", "Group A-Anna Nowak", "412", 0),
    ],
    "canvas": [
        ("nowakanna_77_1234_01-x.ipynb", "nowakanna", "77", 1234),
        ("nowakanna_LATE_77_1234_01-x-1.ipynb", "nowakanna", "77", 1234),
        ("anon_ab1cd_1234_01-x.ipynb", "anon_ab1cd", "anon_ab1cd", 1234),
    ],
    "brightspace": [
        ("4711-90001 - Anna Nowak - Nov 28, 2025 1015 AM/01-x.ipynb", "Anna Nowak", "4711", 202511281015),
        ("4711-9 - Anna-Maria O'Neil - 28 November, 2025 1015/x.ipynb", "Anna-Maria O'Neil", "4711", 202511281015),
        ("4711-9 - Anna Nowak - Nov 28, 2025 1205 AM - 01-x.ipynb", "Anna Nowak", "4711", 202511280005),
        ("4711-9 - Anna Nowak - 28 novembre 2025 10:15/01-x.ipynb", "Anna Nowak", "4711", 0),
        ("4711-9 - Anna Nowak - 28 marraskuu 2025 1015/01-x.ipynb", "Anna Nowak", "4711", 0),
        ("27236-46025 - 23304308 Angood - 05 March 2026 612 PM/01-x.ipynb", "Angood", "23304308", 202603051812),
        ("4711-9 - N0123456 - Anna Nowak - Nov 28, 2025 1015 AM/x.ipynb", "Anna Nowak", "N0123456", 202511281015),
        ("4711-9 - Anna Nowak - 01-x.ipynb", "Anna Nowak", "4711", 0),
    ],
    "blackboard": [(f"Sheet 1_anowak_attempt_{WHEN}_01-x.ipynb", "anowak", "anowak", 20251128101500)],
    "ilias": [
        ("Abgaben/Nowak_Anna_anowak_4711/20251128101500_01-x.ipynb", "Anna Nowak", "4711", 20251128101500),
        ("Team 7/Nowak_Anna_anowak_4711/01-x.ipynb", "Anna Nowak", "4711", 0),
        ("Nowak-Kim_Anna Maria_anna_n_1_4711/01-x (1).ipynb", "Anna Maria Nowak-Kim", "4711", 0),
        ("Nowak_Anna_anowak_4711/LATE Submission - 01-x.ipynb", "Anna Nowak", "4711", 0),
        ("Sheet 1/Abgaben/Team 210343/Nowak_Anna_a@x.org_4711/01-x.ipynb", "Anna Nowak", "4711", 0),
        ("Sheet 1/Submissions/Nowak Anna Maria a@x.org 4711/01-x.ipynb", "Anna Maria Nowak", "4711", 0),
    ],
    "teams": [("Submitted files/Anna Nowak/Sheet 1/Version 10/01-x.ipynb", "Anna Nowak", "", 10)],
    "nbgrader": [("submitted/anna/ps1/01-x.ipynb", "anna", "anna", 0)],
    "github": [("sheet-1-submissions/sheet-1-anna-n/exercises/01-x.ipynb", "anna-n", "anna-n", 0)],
}
# What learners and instructors write themselves, however much it looks like a platform's.
OWN = (
    "anna/01-x.ipynb",
    "anna_nowak_01-x.ipynb",
    "10a/anna/exercises/01-x.ipynb",
    "Version 2/01-x.ipynb",
    "2025 - Anna - notes/01-x.ipynb",
    "anna_attempt_2_01-x.ipynb",
    "my-submissions/anna/01-x.ipynb",
    "Nowak_Anna/01-x.ipynb",
    "submitted/01-x.ipynb",
)


def read_alone(name: str, path: str) -> Origin | None:
    parts = tuple(path.split("/"))
    origin: Origin | None = MODULES[name].reader([File(parts)], "in")(parts)
    return origin


@pytest.mark.parametrize(
    ("name", "path", "who", "user", "number"), [(name, *case) for name, cases in WRITTEN.items() for case in cases]
)
def test_a_platform_reads_its_own_names(name: str, path: str, who: str, user: str, number: int) -> None:
    origin = read_alone(name, path)
    assert origin is not None
    assert (origin.platform, origin.name, origin.user, origin.number) == (name, who, user, number)
    assert origin.late is ("LATE" in path)


@pytest.mark.parametrize("path", OWN)
@pytest.mark.parametrize("name", MODULES)
def test_a_platform_leaves_other_names_alone(name: str, path: str) -> None:
    assert read_alone(name, path) is None


@pytest.mark.parametrize(("name", "path"), [(name, case[0]) for name, cases in WRITTEN.items() for case in cases])
def test_all_together_find_the_one_platform(name: str, path: str) -> None:
    parts = tuple(path.split("/"))
    origin = platform_reader([File(parts)], "in")(parts)
    assert origin is not None
    assert origin.platform == name


def test_every_platform_is_registered_once_and_only_moodle_numbers_people_anew() -> None:
    assert sorted(platform.name for platform in PLATFORMS) == sorted(MODULES)
    assert {platform.name for platform in PLATFORMS} - LASTING == {moodle.NAME}


def test_one_file_of_another_form_makes_a_folder_of_numbers_no_canvas() -> None:
    files = [File(("hand-ins", "a_1_2_x.ipynb")), File(("hand-ins", "my notes.ipynb"))]
    read = canvas.reader(files, "in")
    assert [read(file.parts) for file in files] == [None, None]


def test_blackboard_takes_full_names_from_its_receipts() -> None:
    receipt = File((f"Sheet_anowak_attempt_{WHEN}.txt",), "\ufeffName: Anna Nowak (anowak)\r\nAssignment: Sheet\r\n")
    notebook = File((f"Sheet_anowak_attempt_{WHEN}_01-x.ipynb",))
    origin = blackboard.reader([receipt, notebook], "in")(notebook.parts)
    assert origin is not None
    assert (origin.name, origin.user, origin.file) == ("Anna Nowak", "anowak", "01-x.ipynb")


LISTED = "submission_1:\n  :submitters:\n  - {':name': Anna, ':sid': '77', ':email': a@x.org}\n  - {':name': Bob}\n"


@pytest.mark.parametrize(
    ("listed", "name", "members", "guess"),
    [
        (LISTED, "Anna", (Member("Anna", "77", "a@x.org"), Member("Bob")), ""),
        ("submission_2: {}\n", "submission_1", (), "submission_metadata.yml names nobody for submission_1"),
        ("[1, 2", "submission_1", (), "submission_metadata.yml names nobody for submission_1"),
        ("submission_1:\n  :submitters: 3\n", "submission_1", (), "submission_metadata.yml names nobody"),
    ],
)
def test_gradescope_reads_its_list_or_says_that_it_names_nobody(
    listed: str, name: str, members: tuple[Member, ...], guess: str
) -> None:
    files = [File(("export", gradescope.METADATA), listed), File(("export", "submission_1", "01-x.ipynb"))]
    origin = gradescope.reader(files, "in")(files[1].parts)
    assert origin is not None
    assert (origin.name, origin.members) == (name, members)
    assert origin.guess.startswith(guess)


@pytest.mark.parametrize(
    ("file", "sheet", "attempt"),
    [
        ("01-who-is-speaking.ipynb", "01", 0),
        ("01-who-is-speaking-2.ipynb", "01", 2),
        ("04-how-strong (3).ipynb", "04", 3),
        ("04-how-strong-Copy1.ipynb", "04", 1),
        ("04-how-strong_copy.ipynb", "04", 1),
        ("Blatt 7.ipynb", "07", 0),
        ("2025-11-28.ipynb", "", 28),
        ("notes.ipynb", "", 0),
    ],
)
def test_the_sheet_and_the_attempt_in_a_file_s_name(file: str, sheet: str, attempt: int) -> None:
    origin = Origin("anna", file)
    assert (origin.sheet, origin.attempt) == (sheet, attempt)


@pytest.mark.parametrize(
    ("word", "numbers", "hidden"),
    [
        ("Participant", ("412",), True),
        ("Participant", ("412", "413"), True),
        ("Teilnehmer_in", ("7", "8", "9"), True),
        ("Jan Novák", ("7", "8"), False),
    ],
)
def test_moodle_gives_one_word_to_everybody_where_names_are_hidden(
    word: str, numbers: tuple[str, ...], *, hidden: bool
) -> None:
    paths = [("Sheet 1", f"{word}_{number}_assignsubmission_file", "01-x.ipynb") for number in numbers]
    read = moodle.reader([File(path) for path in paths], "in.zip")
    names = [origin.name for origin in map(read, paths) if origin]
    assert names == ([f"{word} {number}" for number in numbers] if hidden else [word] * len(numbers))


def test_hidden_names_of_one_assignment_leave_those_of_another_alone() -> None:
    blind = [("Sheet 1", f"Participant_{number}_assignsubmission_file", "01-x.ipynb") for number in "789"]
    named = ("Sheet 2", "Anna Nowak_12_assignsubmission_file", "02-x.ipynb")
    read = moodle.reader([File(path) for path in [*blind, named]], "in.zip")
    origins = [read(path) for path in [blind[0], named]]
    assert [origin.name for origin in origins if origin] == ["Participant 7", "Anna Nowak"]


def test_a_number_that_brightspace_gives_to_several_is_no_person() -> None:
    when = "Sep 24, 2024 926 PM"
    paths = [(f"397063-2557369 - {name} - {when}", "01-x.ipynb") for name in ("Mary-Ann Smith", "John Doe")]
    read = brightspace.reader([File(path) for path in paths], "in")
    origins = [origin for path in paths if (origin := read(path))]
    assert [(one.name, one.user) for one in origins] == [("Mary-Ann Smith", ""), ("John Doe", "")]


def test_a_name_is_made_readable() -> None:
    assert readable("Zoe\u0308\x07 \udcff ") == "Zoë  \ufffd"


def test_ilias_counts_files_of_one_name_and_says_what_came_late() -> None:
    folder = "Nowak_Anna_anowak_4711"
    names = (
        "01-x.ipynb",
        "01-x (2).ipynb",
        "Late Submission - 01-x (3).ipynb",
        "02-y (1).ipynb",
        "Verspaetete Abgabe - 03.ipynb",
    )
    files = [File((folder, name)) for name in names]
    read = ilias.reader(files, "in")
    origins = [origin for file in files if (origin := read(file.parts))]
    assert [(one.file, one.number, one.late) for one in origins] == [
        ("01-x.ipynb", 1, False),
        ("01-x (2).ipynb", 2, False),
        ("01-x (3).ipynb", 3, True),
        ("02-y (1).ipynb", 0, False),
        ("03.ipynb", 0, True),
    ]
    # Two that a browser named: nothing says which is newer.
    alone = ilias.reader([File((folder, "01-x (2).ipynb"))], "in")((folder, "01-x (2).ipynb"))
    assert alone is not None
    assert alone.number == 0


def test_a_name_is_the_same_in_every_order_of_its_parts_and_no_other_name_is() -> None:
    assert letters_of("Nowak, Anna Maria") == letters_of("Anna Maria Nowak") == letters_of("nowakannamaria")
    assert letters_of("Zoe\u0308 Özil-Kaya") == letters_of("özilkayazoë")
    # The same letters, and another person: a mark would go astray.
    assert letters_of("Amy Leon") != letters_of("Amy Noel")
    assert letters_of("Anna Nowak 2") != letters_of("Anna Nowak 3")
    assert letters_of("李 小龍") == letters_of("小龍 李")
    assert letters_of("") == ("", "")
