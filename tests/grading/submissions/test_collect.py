"""Nothing vanishes, the right file counts, and two people of one name stay two; no kernel is started."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.grading.handed_in import collected, counting, course, in_folder, in_zip, reasons, untouched, worked

from coursekit.grading.assignments.merge import merge, to_json
from coursekit.grading.assignments.notebook import read_cells
from coursekit.grading.submissions.accounts import Account, Known
from coursekit.grading.submissions.collected_csv import summary, write_collected
from coursekit.grading.submissions.files import NotUsableError
from coursekit.grading.submissions.rows import State

if TYPE_CHECKING:
    from coursekit.grading.submissions.collect import Collection

ROOT = Path(__file__).parents[3]
ONE = "01-who-is-speaking.ipynb"
FOUR = "04-how-strong.ipynb"


def refused(collection: Collection) -> dict[tuple[str, str], str]:
    """Return why submissions get no points, by learner and sheet."""
    return {(one.learner, one.sheet): one.refused for one in collection.submissions if one.refused}


@pytest.mark.parametrize(("sheet", "file"), [("01", ONE), ("04", FOUR)])
@pytest.mark.parametrize("copy", ["-Copy1", "-final", " (1)", "_backup"])
def test_an_untouched_copy_never_beats_work(tmp_path: Path, sheet: str, file: str, copy: str) -> None:
    stem = file.removesuffix(".ipynb")
    for work, blank in ((file, f"{stem}{copy}.ipynb"), (f"{stem}{copy}.ipynb", file)):
        place = tmp_path / work.removesuffix(".ipynb")
        in_folder(place, {f"anna/{work}": worked(sheet), f"anna/{blank}": untouched(sheet)})
        collection = collected(place)
        assert counting(collection) == {("anna", sheet): [f"anna/{work}"]}
        assert "untouched copy" in reasons(collection)[f"anna/{blank}"]


def test_without_an_order_both_are_graded_and_that_is_said(tmp_path: Path) -> None:
    files = {f"anna/{ONE}": worked("01", "answer = 1"), "anna/01-final.ipynb": worked("01", "answer = 2")}
    collection = collected(in_folder(tmp_path / "in", files))
    assert sorted(counting(collection)["anna", "01"]) == sorted(files)
    assert all("the better one counts" in row.why for row in collection.rows)
    assert len(collection.submissions) == 2
    assert any("2 files guessed" in line for line in summary(collection))


def test_the_same_content_twice_is_graded_once(tmp_path: Path) -> None:
    collection = collected(in_folder(tmp_path / "in", {f"anna/{ONE}": worked(), "anna/01-x.ipynb": worked()}))
    assert len(collection.submissions) == 1
    assert "the same as" in next(iter(reasons(collection).values()))


def test_a_platforms_numbers_say_which_is_newer(tmp_path: Path) -> None:
    newer = in_zip(tmp_path / "a.zip", {"nowakanna_77_2000_01-x-1.ipynb": worked("01", "answer = 1")})
    older = in_zip(tmp_path / "b.zip", {"nowakanna_77_1000_01-x.ipynb": worked("01", "answer = 2")})
    for order in ((newer, older), (older, newer)):
        assert counting(collected(*order)) == {("nowakanna", "01"): ["nowakanna_77_2000_01-x-1.ipynb"]}


def test_two_people_of_one_name_stay_two_in_one_run_and_in_two(tmp_path: Path) -> None:
    monday = in_zip(tmp_path / "mon.zip", {f"nowakanna_77_1234_{ONE}": worked("01", "answer = 1")})
    late = in_zip(tmp_path / "late.zip", {f"nowakanna_LATE_90_2234_{ONE}": worked("01", "answer = 2")})
    assert {name for name, _ in counting(collected(monday, late))} == {"nowakanna (77)", "nowakanna (90)"}
    known = [Known("nowakanna", Account("nowakanna", "canvas", "77"), "01")]
    assert {name for name, _ in counting(collected(late, known=known))} == {"nowakanna (90)"}
    assert {name for name, _ in counting(collected(monday, known=known))} == {"nowakanna"}
    grown = [*known, Known("nowakanna (90)", Account("nowakanna", "canvas", "90"), "01")]
    assert {name for name, _ in counting(collected(monday, late, known=grown))} == {"nowakanna", "nowakanna (90)"}


def test_two_people_of_one_name_in_moodle_stay_two(tmp_path: Path) -> None:
    files = {
        f"Anna Nowak_412_assignsubmission_file/{ONE}": worked("01", "answer = 1"),
        f"Anna Nowak_413_assignsubmission_file/{ONE}": worked("01", "answer = 2"),
    }
    collection = collected(in_folder(tmp_path / "in", files))
    assert {name for name, _ in counting(collection)} == {"Anna Nowak (412)", "Anna Nowak (413)"}
    assert {row.state for row in collection.rows} == {State.GUESSED}
    known = [Known("Anna Nowak", Account("Anna Nowak", "moodle", "412"), "01")]
    second = in_zip(tmp_path / "late.zip", dict(list(files.items())[1:]))
    assert {name for name, _ in counting(collected(second, known=known))} == {"Anna Nowak (413)"}


@pytest.mark.parametrize(("lesson", "sheet"), [("01", "01"), ("04", "04")])
def test_a_lesson_is_called_a_lesson(tmp_path: Path, lesson: str, sheet: str) -> None:
    path = next((ROOT / "notebooks").glob(f"{lesson}-*.ipynb"))
    collection = collected(in_folder(tmp_path / "in", {f"anna/{path.name}": path.read_bytes()}))
    assert list(refused(collection)) == [("anna", sheet)]
    assert refused(collection)["anna", sheet].startswith("This is the lesson “")
    beside = {f"anna/{path.name}": path.read_bytes(), "anna/mine.ipynb": worked(sheet)}
    assert counting(collected(in_folder(tmp_path / "two", beside))) == {("anna", sheet): ["anna/mine.ipynb"]}


def test_a_merged_notebook_and_two_sheets_in_one_are_called_what_they_are(tmp_path: Path) -> None:
    merged = to_json(merge(read_cells(worked("01"))[0], course().masters["01"])).encode()
    first, second = json.loads(worked("01")), json.loads(worked("04"))
    first["cells"] += second["cells"]
    files = {"anna/merged.ipynb": merged, "bob/both.ipynb": json.dumps(first).encode()}
    collection = collected(in_folder(tmp_path / "in", files))
    assert set(counting(collection)) == {("bob", "01"), ("bob", "04")}
    assert "sheets 01 and 04 in one notebook" in {row.why for row in collection.rows}
    assert "command merge" in reasons(collection)["anna/merged.ipynb"]


def test_another_sheet_than_the_one_asked_for_is_said(tmp_path: Path) -> None:
    place = in_folder(tmp_path / "in", {f"anna/{ONE}": worked("04"), f"bob/{ONE}": worked("01")})
    collection = collected(place, sheet="01")
    assert set(counting(collection)) == {("bob", "01")}
    assert reasons(collection)[f"anna/{ONE}"] == "It is sheet 04; only sheet 01 was asked for."


def test_an_untouched_sheet_alone_counts_and_is_called_so(tmp_path: Path) -> None:
    collection = collected(in_folder(tmp_path / "in", {f"anna/{ONE}": untouched()}))
    assert collection.rows[0].why == "an untouched sheet: nothing has been written into it"


def test_nothing_vanishes(tmp_path: Path) -> None:
    files = {
        f"anna/.{ONE}.icloud": b"bplist00",
        f"bob/{ONE}": worked(),
        "cleo/.DS_Store": b"x",
        "dora/": b"",
        f"emil/{ONE}": b"not json",
        f"fay/{ONE}.txt": worked("01", "answer = 5"),
        "gus/answers.docx": b"PK",
        "hal/sheet.rar": b"Rar!",
        "ida/plan.ipynb": b"{}",
    }
    collection = collected(in_folder(tmp_path / "in", files))
    assert set(counting(collection)) == {("bob", "01"), ("fay", "01")}
    why = refused(collection)
    assert set(why) == {(name, "01") for name in ("anna", "cleo", "dora", "emil", "gus", "hal", "ida")}
    assert "iCloud" in why["anna", "01"]
    assert why["cleo", "01"] == "The folder holds hidden files only, such as .DS_Store."
    assert why["dora", "01"] == "The folder is empty."
    assert "not valid JSON" in why["emil", "01"]
    assert "answers.docx is no notebook" in why["gus", "01"]
    assert "Unpack it" in why["hal", "01"]


ENDINGS = (".ipynb.txt", ".ipynb.json", ".ipynb (1)", ".html", "", ".ipynb_", ".ipynb~", ".ipynb.crdownload", ".py")


def test_a_notebook_under_another_ending_is_known_by_what_it_holds(tmp_path: Path) -> None:
    stem = ONE.removesuffix(".ipynb")
    files = {f"learner{number}/{stem}{ending}": worked() for number, ending in enumerate(ENDINGS)}
    files["bob/answers.jsonl"] = b'{"question": "q-0001"}\n{"question": "q-0002"}\n'
    files["cleo/plan.json"] = b'{"cells": ['
    files["dora/01.ipynb.txt"] = b'{"cells": ['
    files["emil/.ipynb_checkpoints/01-checkpoint.ipynb"] = worked("01", "answer = 2")
    collection = collected(in_folder(tmp_path / "in", files))
    assert {name for name, _ in counting(collection)} == {*(f"learner{n}" for n in range(len(ENDINGS))), "emil"}
    why = {row.learner: row.why for row in collection.rows}
    for number, ending in enumerate(ENDINGS):
        expected = f"read as the notebook that it is, although its name is {stem}{ending}"
        assert why[f"learner{number}"] == expected
    assert "no notebook" in why["bob"]
    assert "no notebook" in why["cleo"]
    assert "not valid JSON" in why["dora"]
    assert why["emil"].startswith("only the copy that JupyterLab keeps")


def test_two_names_that_differ_only_in_the_form_of_their_letters_are_two_files(tmp_path: Path) -> None:
    files = {f"Zoë/{ONE}": worked("01", "answer = 1"), f"Zoe\u0308/{ONE}": worked("01", "answer = 2")}
    collection = collected(in_zip(tmp_path / "in.zip", files))
    assert counting(collection) == {("Zoë", "01"): [f"Zoë/{ONE}", f"Zoë/{ONE} [2]"]}
    assert {row.why.partition(" is graded too")[0] for row in collection.rows} == {row.file for row in collection.rows}


def inner_zip(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_a_zip_in_a_zip_is_opened_and_a_deeper_one_is_named(tmp_path: Path) -> None:
    deep = inner_zip({ONE: worked()})
    for _ in range(3):
        deep = inner_zip({"again.zip": deep})
    files = {
        f"nowakanna_77_1234_{ONE}": worked("01", "answer = 1"),
        "ottbob_78_1235_work.zip": inner_zip({f"sheets/{ONE}": worked("01", "answer = 2")}),
        "raycleo_79_1236_work.zip": deep,
    }
    collection = collected(in_zip(tmp_path / "in.zip", files))
    assert set(counting(collection)) == {("nowakanna", "01"), ("ottbob", "01")}
    assert "zip inside a zip" in refused(collection)["raycleo", "01"]


def test_a_password_and_backslashes(tmp_path: Path) -> None:
    place = in_zip(tmp_path / "in.zip", {f"anna\\sheet 1\\{ONE}": worked(), f"bob\\sheet 1\\{ONE}": worked()})
    data = place.read_bytes()
    assert set(counting(collected(place))) == {("anna", "01"), ("bob", "01")}
    # The flag of encryption stands in the archive's table of contents, eight bytes behind its mark.
    at = data.rindex(b"PK\x01\x02") + 8
    place.write_bytes(data[:at] + bytes([data[at] | 1]) + data[at + 1 :])
    assert "It is encrypted: the archive has a password" in refused(collected(place))["bob", "01"]


def test_names_that_differ_in_form_only_are_one_and_in_case_are_two(tmp_path: Path) -> None:
    files = {
        f"{unicodedata.normalize('NFC', 'Zoë')}/{ONE}": worked("01", "answer = 1"),
        f"{unicodedata.normalize('NFD', 'Zoë')}/{FOUR}": worked("04", "answer = 1"),
        f"bob/{ONE}": worked("01", "answer = 2"),
        f"Bob/{ONE}": worked("01", "answer = 3"),
    }
    assert set(counting(collected(in_zip(tmp_path / "in.zip", files)))) == {
        *(("Zoë", "01"), ("Zoë", "04"), ("bob", "01"), ("Bob", "01")),
    }


@pytest.mark.whole
def test_fifty_thousand_files_are_collected_in_one_go(tmp_path: Path) -> None:
    files = {f"learner {number}/{ONE}": b"{}" for number in range(50_000)}
    collection = collected(in_zip(tmp_path / "in.zip", files))
    assert len(collection.rows) == len(files)
    with pytest.raises(NotUsableError, match="limit"):
        collected(in_zip(tmp_path / "more.zip", {f"{number}/x": b"" for number in range(100_001)}))


def test_collected_csv_has_a_line_a_file(tmp_path: Path) -> None:
    collection = collected(in_folder(tmp_path / "in", {f"anna/{ONE}": worked(), f"bob/{ONE}": b""}))
    write_collected(tmp_path / "collected.csv", collection)
    lines = (tmp_path / "collected.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == '"file","learner","sheet","counts","why"'
    assert lines[1] == f'"in/anna/{ONE}","anna","01","yes",""'
    assert lines[2] == f'"in/bob/{ONE}","bob","01","no","The file is empty."'
