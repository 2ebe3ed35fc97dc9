"""Marks filled into a platform's own export: the right cells, and nothing else, byte for byte."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from coursekit.grading.assignments.masters import load_masters
from coursekit.grading.gradebook.csv_spans import changed, spans
from coursekit.grading.gradebook.records import KeptOrigin, Record
from coursekit.grading.lms.fill import FillError, fill
from coursekit.grading.lms.imports import title_of
from coursekit.grading.model import ItemResult, Outcome, Result, Status

MASTERS = load_masters(Path(__file__).parents[3] / "solutions")
MOST = MASTERS["01"].points
TITLE = title_of(MASTERS["01"])


def record(name: str, points: float, platform: str, user: str, status: Status = Status.GRADED) -> Record:
    items = (ItemResult("t1-1", points, MOST, Outcome.READ, ""),)
    origin: KeptOrigin = {"platform": platform, "user": user, "name": name}
    return Record(name, "01", f"{name}.ipynb", origin, Result(status, items), {"t1-1": 'Gut, "sehr" gut.'})


CANVAS = [
    record("Nowak, Anna", 9.5, "canvas", "77"),
    record("Ott, Bob", 3, "canvas", "78", Status.WAITING),
    record("Ott, Bob (90)", 7, "canvas", "90"),
]
MOODLE = [record("Anna Nowak", 9.5, "moodle", "412"), record("Bob Ott", 3, "moodle", "413")]
HEAD = f'Student,ID,SIS User ID,SIS Login ID,Section,"{TITLE} (4711)",Final Score\r\n'
EXPORT = (
    HEAD + f'"    Points Possible",,,,,{MOST:.2f},(read only)\r\n'
    '"Nowak, Anna",77,s1,anna@x,"A ""blue"" group",,80.1\r\n'
    '"Ott, Bob",78,s2,bob@x,B,5,\r\n"Ott, Bob",90,s3,bo@x,B,"1",\r\n'
)
GERMAN = (
    "Kennung;Vollständiger Name;Status;Bewertung;Bestwertung;Zuletzt geändert (Bewertung);Feedback als Kommentar\r\n"
    f"Teilnehmer/in412;Anna Nowak;Abgegeben;;{MOST:.2f};-;\r\n".replace(".", ",")
    + f"Teilnehmer/in413;Bob Ott;Abgegeben;1,00;{MOST:.2f};-;alt\r\n".replace(".", ",")
    + f"Teilnehmer/in999;Eve Kim;;;{MOST:.2f};-;\r\n".replace(".", ",")
)


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_canvas_export_gets_the_marks_of_graded_people_and_nothing_else(tmp_path: Path, encoding: str) -> None:
    export = written(tmp_path / "grades.csv", EXPORT, encoding)
    assert "2 cells" in fill(export, tmp_path / "out", CANVAS, MASTERS)
    expected = EXPORT.replace('group",,80.1', 'group",9.5,80.1').replace('bo@x,B,"1"', 'bo@x,B,"7"')
    assert (tmp_path / "out" / "filled-grades.csv").read_bytes() == expected.encode(encoding)
    assert export.read_bytes() == EXPORT.encode(encoding)


def test_moodles_worksheet_in_german_keeps_its_decimals(tmp_path: Path) -> None:
    export = written(tmp_path / "Bewertungen.csv", GERMAN, "utf-8-sig")
    assert "4 cells" in fill(export, tmp_path, MOODLE, MASTERS)
    filled = (tmp_path / "filled-Bewertungen.csv").read_bytes().decode("utf-8-sig")
    lines = filled.split("\r\n")
    most = f"{MOST:.2f}".replace(".", ",")
    assert lines[0] == GERMAN.split("\r\n")[0]
    assert lines[1].startswith(f"Teilnehmer/in412;Anna Nowak;Abgegeben;9,50;{most};-;")
    assert '""sehr"" gut' in lines[1]
    assert lines[2].startswith(f"Teilnehmer/in413;Bob Ott;Abgegeben;3,00;{most};-;")
    assert lines[3] == f"Teilnehmer/in999;Eve Kim;;;{most};-;"


def test_a_learner_of_two_platforms_is_found_in_the_exports_of_both(tmp_path: Path) -> None:
    canvas: KeptOrigin = {"platform": "canvas", "user": "77", "name": "nowakanna"}
    moodle = MOODLE[0].origin
    here = replace(MOODLE[0], learner="Anna", others=(canvas,))
    there = replace(CANVAS[0], learner="Anna", others=(moodle,))
    for one in (here, there):
        export = written(tmp_path / "canvas.csv", EXPORT)
        told = fill(export, tmp_path, [one], MASTERS)
        assert '"Nowak, Anna",77,s1,anna@x,"A ""blue"" group",9.5,80.1' in (tmp_path / "filled-canvas.csv").read_text()
        assert told.endswith("No mark of theirs is ready: Ott, Bob, Ott, Bob.")
        told = fill(written(tmp_path / "moodle.csv", GERMAN), tmp_path, [one], MASTERS)
        assert "Anna Nowak;Abgegeben;9,50;" in (tmp_path / "filled-moodle.csv").read_text(encoding="utf-8")
        assert told.endswith("No mark of theirs is ready: Bob Ott, Eve Kim.")


def test_a_name_finds_a_learner_of_the_other_platform_only_where_one_has_it(tmp_path: Path) -> None:
    only = [record("Eve Kim", 8, "canvas", "79"), MOODLE[0]]
    fill(written(tmp_path / "moodle.csv", GERMAN), tmp_path, only, MASTERS)
    assert "Teilnehmer/in999;Eve Kim;;8,00;" in (tmp_path / "filled-moodle.csv").read_text(encoding="utf-8")
    # Two have the name in the export, one or two here: no mark goes to either.
    twins = [record("Bob Ott", points, "moodle", user) for points, user in ((1, "1"), (2, "2"))]
    for several in (twins, twins[:1]):
        fill(written(tmp_path / "canvas.csv", EXPORT), tmp_path, [CANVAS[0], *several], MASTERS)
        filled = (tmp_path / "filled-canvas.csv").read_text(encoding="utf-8")
        assert '"Ott, Bob",78,s2,bob@x,B,5,' in filled
        assert '"Ott, Bob",90,s3,bo@x,B,"1",' in filled


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (EXPORT.replace(TITLE, "Essay"), "no assignment in it is called as a sheet"),
        (EXPORT.replace(f"{MOST:.2f}", "100"), "is worth 100 points there"),
        (
            EXPORT.replace(",77,", ",1,").replace(",90,", ",2,").replace("Nowak", "Kim"),
            "nobody in it has a graded sheet",
        ),
        (EXPORT + '"Kim', "line 6: a quotation mark is opened and never closed"),
        ("a,b\n1,2\n", "is neither Canvas' gradebook"),
        (GERMAN.replace(f"{MOST:.2f}".replace(".", ","), "x"), "no column holds one highest grade"),
    ],
)
def test_another_courses_export_is_refused_and_nothing_is_written(tmp_path: Path, text: str, told: str) -> None:
    export = written(tmp_path / "export.csv", text)
    with pytest.raises(FillError, match=re.escape(told)):
        fill(export, tmp_path / "out", [*CANVAS, *MOODLE], MASTERS)
    assert not (tmp_path / "out").exists()


def test_cells_are_found_where_they_stand() -> None:
    text = 'a,"b ""x"", c"\r\n,\n"d\ne",f'
    rows = spans(text, ",")
    assert [[cell.value for cell in row] for row in rows] == [["a", 'b "x", c'], ["", ""], ["d\ne", "f"]]
    assert changed(text, {rows[1][1]: 'q,"', rows[2][1]: "g"}, ",") == 'a,"b ""x"", c"\r\n,"q,"""\n"d\ne",g'
