"""The class as an instructor's list has it: exports of platforms, encodings, faults that name file, line and value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.grading.handed_in import collected, counting, in_folder, in_zip, reasons, worked

from coursekit.grading.submissions.roster_csv import RosterError, read_roster

if TYPE_CHECKING:
    from pathlib import Path

ONE = "01-who-is-speaking.ipynb"
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Sheet 1 (90)\n    Points Possible,,,,,12\n"
    '"Nowak, Anna",77,M77,anowak,10a,\n"Nowak, Anna",90,M90,anowak2,10b,\n'
    '"Ott, Bob",78,M78,bott,10a,\n"Student, Test",1,,,,\n'
)
MOODLE = (
    "First name,Last name,ID number,Email address,Groups\n"
    "Anna,Nowak,M77,anna@x.org,Team 1\nBob,Ott,M78,bob@x.org,Team 1\n"
)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_canvas_export(tmp_path: Path) -> None:
    roster = read_roster(write(tmp_path / "r.csv", CANVAS))
    assert [person.shown for person in roster.people] == ["Nowak, Anna (77)", "Nowak, Anna (90)", "Ott, Bob"]
    assert [person.line for person in roster.find("nowakanna", ["90"])] == [4]
    assert len(roster.find("nowakanna")) == 2
    assert roster.find("Bob Ott") == roster.find("ottbob") == roster.find("bott") == [roster.people[2]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    text = f"Vorname{separator}Nachname{separator}E-Mail-Adresse\nZoë{separator}Grün{separator}zoe@x.org\n"
    roster = read_roster(write(tmp_path / "r.csv", text, encoding))
    assert [person.name for person in roster.people] == ["Zoë Grün"]
    assert roster.find("Grün Zoë") == roster.find("someone", ["ZOE@x.org"]) == list(roster.people)


def test_moodles_worksheet_gives_the_participants(tmp_path: Path) -> None:
    text = (
        "Identifier,Full name,Email address\nParticipant 412,Anna Nowak,a@x.org\nParticipant 413,Anna Nowak,b@x.org\n"
    )
    roster = write(tmp_path / "r.csv", text)
    files = {
        f"Anna Nowak_{number}_assignsubmission_file/{ONE}": worked("01", f"answer = {number}") for number in (412, 413)
    }
    found = counting(collected(in_folder(tmp_path / "in", files), roster=roster))
    assert {name for name, _ in found} == {"Anna Nowak (a@x.org)", "Anna Nowak (b@x.org)"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Student,ID\nAnna,77\nBob,77\n", "line 3, column id: found 77, expected one that no other person has; line 2"),
        ("Who,Number\nAnna,77\n", "line 1, the titles: found Who, Number, expected a column Name"),
        ("Student,ID\n", "no line names a person"),
        ("Student,ID\n,77\n", "line 2, the name: found nothing"),
        ("", "the titles: found nothing"),
        (
            'Name,ID\n"anna,1\nbob,2\n',
            "line 2, the name: found anna,1 bob,2, expected a name on one line",
        ),
    ],
)
def test_faults_name_file_line_and_value(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(RosterError) as caught:
        read_roster(write(tmp_path / "r.csv", text))
    assert words in str(caught.value)
    assert "r.csv" in str(caught.value)


def test_a_line_break_in_another_column_is_no_fault(tmp_path: Path) -> None:
    text = 'Identifier,Full name,Feedback comments\nParticipant 1,Anna Nowak,"t1-1: passed.\nt1-2: passed."\n'
    assert [person.name for person in read_roster(write(tmp_path / "r.csv", text)).people] == ["Anna Nowak"]


@pytest.mark.parametrize("begin", [b"PK\x03\x04\x14\0", b"\xd0\xcf\x11\xe0\xa1\xb1"])
def test_a_workbook_is_called_so(tmp_path: Path, begin: bytes) -> None:
    (tmp_path / "class.xlsx").write_bytes(begin + b"\0" * 99)
    with pytest.raises(RosterError, match="is an Excel workbook"):
        read_roster(tmp_path / "class.xlsx")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(b"Name\n\x81\x8d\x8f")
    with pytest.raises(RosterError, match="no text in UTF-8"):
        read_roster(tmp_path / "r.csv")
    with pytest.raises(RosterError, match="cannot be read"):
        read_roster(tmp_path / "nobody.csv")


def test_homonyms_by_id_unknown_names_and_who_is_missing(tmp_path: Path) -> None:
    roster = write(tmp_path / "r.csv", CANVAS)
    files = {
        f"nowakanna_90_1234_{ONE}": worked("01", "answer = 1"),
        f"otbob_5_1235_{ONE}": worked("01", "answer = 2"),
    }
    collection = collected(in_zip(tmp_path / "in.zip", files), roster=roster)
    assert set(counting(collection)) == {("Nowak, Anna (90)", "01")}
    why = reasons(collection)
    assert "Nobody on the roster is called otbob" in why[f"otbob_5_1235_{ONE}"]
    missing = {row.learner for row in collection.rows if not row.file}
    assert missing == {"Nowak, Anna (77)", "Ott, Bob"}


def test_the_nearest_names_are_told(tmp_path: Path) -> None:
    roster = write(tmp_path / "r.csv", MOODLE)
    place = in_folder(tmp_path / "in", {f"Ana Nowak/{ONE}": worked()})
    assert "the nearest are Anna Nowak" in reasons(collected(place, roster=roster))[f"Ana Nowak/{ONE}"]


def test_a_group_counts_for_each_member(tmp_path: Path) -> None:
    roster = write(tmp_path / "r.csv", MOODLE)
    place = in_folder(tmp_path / "in", {f"Team 1/{ONE}": worked()})
    collection = collected(place, roster=roster)
    assert set(counting(collection)) == {("Anna Nowak", "01"), ("Bob Ott", "01")}
    assert {row.why for row in collection.rows} == {"handed in by the group Team 1"}
