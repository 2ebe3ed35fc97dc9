"""A class at a glance: what is counted, what is never shown, and what a teacher may hand in."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from benchmarks.class_overview import make_class

from coursekit.cli import main
from coursekit.quiz import bank
from coursekit.quiz.marking import mark
from coursekit.teaching.overview import matrix
from coursekit.teaching.overview.logs import read_logs
from coursekit.teaching.overview.overview import read_class
from coursekit.teaching.overview.page import page_of, signed
from coursekit.teaching.overview.places import counted
from coursekit.teaching.overview.table import as_csv

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
Line = dict[str, Any]
WriteLogs = Callable[[Mapping[str, Iterable[Line]]], Path]


NUMERIC = [one for lesson in bank.lessons() for one in lesson.questions.values() if one.type == "numeric"]


@pytest.mark.parametrize("question", NUMERIC, ids=lambda question: question.id)
def test_a_number_with_its_unit_is_counted_as_the_number_is(question: Any) -> None:  # noqa: ANN401 - a question
    answer = question.body["answer"]
    keys = counted("numeric").keys
    for value in (answer["value"], *(case["value"] for case in question.body.get("near", [])), 7771):
        plain, spelled = {"value": f"{value:g}"}, {"value": f"{value:g} {answer['unit']}"}
        assert list(keys(question, spelled, mark(question, spelled))) == list(
            keys(question, plain, mark(question, plain))
        )


@pytest.fixture
def write(tmp_path: Path) -> WriteLogs:
    """Write logs: by file name, the lines."""

    def logs(by_name: Mapping[str, Iterable[Line]]) -> Path:
        for name, lines in by_name.items():
            path = tmp_path / "answers" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        (tmp_path / "answers").mkdir(exist_ok=True)
        return tmp_path / "answers"

    return logs


def said(question: str, response: dict[str, Any], second: int = 0, **more: object) -> Line:
    time = f"2026-11-02T08:{second // 60:02d}:{second % 60:02d}.000+00:00"
    kind = bank.find(question).type
    return {"v": 1, "time": time, "question": question, "type": kind, "response": response, "outcome": "done", **more}


def five(question: str, *responses: dict[str, Any]) -> dict[str, list[Line]]:
    """Return the logs of learners who answer one question once each."""
    return {f"l{place}.jsonl": [said(question, one, place)] for place, one in enumerate(responses)}


def options(question: str) -> tuple[str, list[str]]:
    every = bank.find(question).body["options"]
    return next(one["id"] for one in every if one["correct"]), [one["id"] for one in every if not one["correct"]]


def test_first_and_last_answers_are_counted_apart(write: WriteLogs) -> None:
    right, (wrong, *_) = options("q-0001")
    logs = {
        f"l{n}.jsonl": [said("q-0001", {"choice": wrong}, n), said("q-0001", {"choice": right}, 60 + n)]
        for n in range(5)
    }
    overview = read_class(write(logs))
    rows = {row.place.key: (row.first, row.last) for row in overview.rows(bank.find("q-0001"))}
    assert rows[wrong] == (5, 0)
    assert rows[right] == (0, 5)
    page = page_of(overview)
    assert "All right: 0% at first, 100% at last." in page
    shown = overview.misconceptions()
    assert [(one.code, one.learners, one.questions) for one in shown] == [("PRECISION", 5, (("q-0001", 5),))]
    assert "An exact figure or date has been verified." in page


def test_what_is_marked_is_marked_again_whatever_the_log_says(write: WriteLogs) -> None:
    _, (wrong, *_) = options("q-0001")
    logs = {f"l{n}.jsonl": [said("q-0001", {"choice": wrong}, n, outcome="right", points=9)] for n in range(5)}
    assert read_class(write(logs)).tally.right["q-0001"] == [0, 0]


@pytest.mark.parametrize("learners", [0, 1, 4])
def test_of_a_small_class_nothing_is_shown(learners: int, write: WriteLogs) -> None:
    right, _ = options("q-0001")
    folder = write({**five("q-0001", *[{"choice": right}] * learners), "empty.jsonl": []})
    overview = read_class(folder)
    page, table = page_of(overview), as_csv(overview)
    assert "Too few learners" in page
    assert "q-0001" not in page
    assert len(table.splitlines()) == 1


def test_of_a_question_that_few_have_answered_nothing_is_shown(write: WriteLogs) -> None:
    right, _ = options("q-0001")
    logs = five("q-0001", *[{"choice": right}] * 5)
    logs["l0.jsonl"] = [*logs["l0.jsonl"], said("q-0101", {"choice": "a"}, 99)]
    page = page_of(read_class(write(logs)))
    assert "Not shown, because fewer than 5 have answered: q-0101." in page
    assert bank.find("q-0101").prompt[:40] not in page


def test_confidence_first_and_now_goes_across_lessons(write: WriteLogs) -> None:
    logs = {
        f"l{n}.jsonl": [said("q-0107", {"value": 20}, n), said("q-0512", {"value": 60 - 10 * n}, 60 + n)]
        for n in range(5)
    }
    (found,) = list(read_class(write(logs)).settings())
    assert found[0].id == "q-0107"
    assert found[1] == [(20, 60), (20, 50), (20, 40), (20, 30), (20, 20)]
    page = page_of(read_class(write(logs)))
    assert "5 learners set it twice: on average 20, now 40. 4 moved up, 0 down, 1 stayed." in page


def test_the_matrix_says_where_the_class_disagrees_most(write: WriteLogs) -> None:
    question = next(
        one for lesson in bank.lessons() for one in lesson.questions.values() if one.type == "rate-evidence"
    )
    halves = [{"H1": "CC", "H2": "C", "H3": "N", "H4": "N"}, {"H1": "II", "H2": "C", "H3": "N", "H4": "I"}]
    overview = read_class(write(five(question.id, *[{"ratings": halves[n % 2]} for n in range(6)])))
    cells = matrix.cells_of(overview)
    assert [round(cell.mean, 2) for cell in cells] == [0, 1, 0, -0.5]
    assert [cell.apart for cell in cells] == [4 * 9 / 15, 0, 0, 9 / 15]
    assert [cell.row.split()[0] for cell in matrix.most_apart(cells)] == ["H1", "H4"]
    page = page_of(overview)
    assert "The matrix of hypotheses" in page
    assert "E01 Gromyko" in page


def test_how_far_apart_is_the_mean_over_all_pairs() -> None:
    assert matrix.apart({2: 1, -2: 1}) == 4
    assert matrix.apart({2: 0, 1: 3, 0: 0}) == 0
    assert matrix.apart({1: 1}) == 0
    assert signed(-0.04) == "+0.0"


def test_positions_are_counted_and_reasons_stay_where_they_are(write: WriteLogs) -> None:
    response = {"position": "a", "confidence": 70, "evidence": ["e1"], "against": "x", "reason": f"secret {EVIL} " * 30}
    page = page_of(read_class(write(five("q-0310", *[response] * 5))))
    assert "No position is right or wrong." in page
    assert "secret" not in page
    assert "All right" not in page


def test_a_torn_line_costs_that_line_only(write: WriteLogs) -> None:
    right, _ = options("q-0001")
    folder = write(five("q-0001", *[{"choice": right}] * 6))
    whole = (folder / "l5.jsonl").read_text(encoding="utf-8")
    (folder / "l5.jsonl").write_text('{"v": 1, "time": "2026\n' + whole + whole[:40], encoding="utf-8")
    (folder / "l4.jsonl").write_bytes(b"\xff\xfe\x00 rubbish\n" + whole.replace("08:00:05", "08:00:04").encode())
    newer = json.loads(whole) | {"v": 99}
    (folder / "l3.jsonl").write_text(whole.replace("08:00:05", "08:00:03") + json.dumps(newer) + "\n", encoding="utf-8")
    overview = read_class(folder)
    assert overview.tally.answered["q-0001"] == 6
    assert any("could not be read" in note for note in overview.notes)
    assert not any("jsonl" in note for note in overview.notes)
    assert any("l5.jsonl" in problem for problem in overview.problems)


@pytest.mark.parametrize(
    "response",
    [{}, {"choice": 3}, {"choice": ["a"]}, {"choice": {"a": 1}}, {"choices": "ab"}, {"choice": "zz"}, {"choice": None}],
)
def test_an_answer_of_another_form_is_passed_over(response: dict[str, Any], write: WriteLogs) -> None:
    overview = read_class(write(five("q-0001", *[response] * 5)))
    assert overview.tally.answered["q-0001"] == 0
    assert "5 answers that cannot be read." in overview.notes


@pytest.mark.parametrize("lesson", range(10))
def test_no_form_of_an_answer_stops_the_command(lesson: int, write: WriteLogs) -> None:
    odd: tuple[Any, ...] = ("", 7, None, True, [], ["a", {}], {"a": []}, "a" * 400)
    names = ("choice", "choices", "value", "order", "pairs", "ratings", "position", "text", "reason")
    questions = list(bank.lessons()[lesson].questions)
    lines = [said(name, dict.fromkeys(names, value), place) for place, value in enumerate(odd) for name in questions]
    logs = {f"l{n}.jsonl": [said(questions[0], {"odd": n}, n), *lines] for n in range(5)}
    assert "<h1>" in page_of(read_class(write(logs), lesson=lesson))


def test_a_log_of_a_newer_version_is_told_in_a_few_lines_and_counted_whole(write: WriteLogs) -> None:
    folder = write({"ann.jsonl": [said("q-0303", {"choice": "a"})]})
    line = json.dumps({**said("q-0303", {"choice": "a"}), "v": 99}) + "\n"
    (folder / "new.jsonl").write_text(line * 40, encoding="utf-8")
    (folder / "lone.jsonl").write_text(line, encoding="utf-8")
    overview = read_class(folder)
    assert [problem for problem in overview.problems if "new.jsonl" in problem][3:] == [
        "new.jsonl: 37 more such lines."
    ]
    assert "41 lines or files that could not be read." in overview.notes
    assert "2 logs without any answer." in overview.notes
    (folder / "new.jsonl").unlink()
    assert "1 log without any answer." in read_class(folder).notes


def test_an_older_wording_and_an_unknown_question_are_passed_over(write: WriteLogs) -> None:
    right, _ = options("q-0001")
    logs = five("q-0001", *[{"choice": right}] * 5)
    logs["l0.jsonl"] = [
        said("q-0001", {"choice": right}, 0, wording="00000000"),
        said("q-0001", {}, 5) | {"question": "q-9999"},
    ]
    overview = read_class(write(logs))
    assert overview.tally.answered["q-0001"] == 4
    assert "1 answer to an older wording of a question." in overview.notes


def test_a_learner_who_is_there_twice_counts_once(write: WriteLogs) -> None:
    right, (wrong, *_) = options("q-0001")
    begun = said("q-0001", {"choice": wrong}, 7)
    logs = five("q-0001", *[{"choice": right}] * 5)
    logs["a/learner.jsonl"] = [begun, said("q-0101", {"choice": "a"}, 20)]
    logs["b/learner.jsonl"] = [begun, said("q-0001", {"choice": right}, 30)]
    logs["b/learner (1).jsonl"] = [begun]
    # Another learner, whose file has the same name.
    logs["c/learner.jsonl"] = [said("q-0001", {"choice": right}, 8)]
    overview = read_class(write(logs))
    assert overview.tally.learners == 7
    assert overview.tally.answered["q-0001"] == 7
    assert overview.tally.right["q-0001"] == [6, 7]
    assert "2 copies of another log, or its continuation elsewhere: counted with it." in overview.notes


def test_a_zip_is_read_like_the_folder(write: WriteLogs, tmp_path: Path) -> None:
    right, _ = options("q-0001")
    folder = write(five("q-0001", *[{"choice": right}] * 5))
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in folder.iterdir():
            zipped.write(path, f"Moodle/{path.stem}_123_file_/learner.jsonl")
        zipped.writestr("__MACOSX/._l0.jsonl", "x")
        zipped.writestr("../../outside.jsonl", "")
        zipped.writestr("notes.txt", "x")
    assert read_class(archive).tally.learners == 5
    assert not (tmp_path.parent / "outside.jsonl").exists()
    assert list(read_class(archive).tally.first.items()) == list(read_class(folder).tally.first.items())


def test_a_file_that_is_far_too_large_is_left_out(write: WriteLogs, monkeypatch: pytest.MonkeyPatch) -> None:
    right, _ = options("q-0001")
    folder = write(five("q-0001", *[{"choice": right}] * 5))
    (folder / "big.jsonl").write_text("x" * 2000, encoding="utf-8")
    monkeypatch.setattr("coursekit.teaching.overview.logs.LARGEST_FILE", 1000)
    found = read_logs(folder)
    assert found.files == 5
    assert found.problems == ["big.jsonl is too large for a log (2000 bytes) and was left out."]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.mkdir(), "found none"),
        (lambda _: None, "no such folder or file"),
        (lambda path: path.write_text("no zip", encoding="utf-8"), "expected a folder or a zip file"),
    ],
)
def test_what_is_no_class_is_explained(
    make: Callable[[Path], None], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path / "answers")
    assert main(["class", str(tmp_path / "answers"), "--out", str(tmp_path / "class.html")]) == 1
    assert words in capsys.readouterr().err
    assert not (tmp_path / "class.html").exists()


def test_the_command_writes_page_table_and_notebook(
    write: WriteLogs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right, _ = options("q-0001")
    folder = write(five("q-0001", *[{"choice": right}] * 5))
    assert main(["class", str(folder), "--out", str(tmp_path / "out" / "class.html"), "--lesson", "0"]) == 0
    assert capsys.readouterr().out.startswith("5 learners: ")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"class.html", "class.csv", "class.ipynb"}
    with (tmp_path / "out" / "class.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["answer"]: row for row in csv.DictReader(file)}
    assert rows["unsupported: no good source shows it, yet it may be true"]["first"] == "5"
    assert main(["class", str(folder), "--lesson", "77"]) == 1


def test_nothing_that_a_learner_wrote_or_is_called_is_on_the_page(write: WriteLogs, tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    make_class(folder, learners=8, answers=150)
    write({"Zdeněk Nohejl.jsonl": [said("q-0005", {"text": f"my name is Zdeněk {EVIL} =1+1 " * 8}, 1)]})
    overview = read_class(folder)
    for text in (page_of(overview), as_csv(overview)):
        assert "Zdeněk" not in text
        assert "learner-0" not in text
        assert "<script" not in text
        assert "<img" not in text


def test_no_cell_of_the_table_is_a_formula(
    root: Path, write: WriteLogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = tmp_path / "course"
    shutil.copytree(root / "data", course / "data")
    shutil.copy(root / "course.toml", course)
    path = course / "data" / "questions" / "00.yaml"
    text = path.read_text(encoding="utf-8").replace("accurate: it agrees", "=accurate, it agrees")
    path.write_text(text.replace("imprecise: its core", f"{EVIL.replace(chr(34), '')} its core"), encoding="utf-8")
    monkeypatch.chdir(course)
    monkeypatch.setenv("COURSEKIT_DATA", str(course / "data"))
    right, _ = options("q-0001")
    overview = read_class(write(five("q-0001", *[{"choice": right}] * 5)))
    assert "\"'=accurate" in as_csv(overview)
    assert "<script" not in page_of(overview)
    assert "&lt;script&gt;" in page_of(overview)


def test_every_type_of_question_is_counted(tmp_path: Path) -> None:
    make_class(tmp_path / "answers", learners=12, answers=400)
    overview = read_class(tmp_path / "answers")
    assert overview.tally.passed_over == {}
    for lesson in overview.lessons:
        for question in lesson.questions.values():
            answered, rows = overview.tally.answered[question.id], overview.rows(question)
            counts = [row.first for row in rows if row.place.part == rows[0].place.part]
            # Several options may be ticked at once.
            assert max(counts) <= answered if question.type == "multiple" else sum(counts) == answered, question.id
    assert "Not counted" not in page_of(overview)
