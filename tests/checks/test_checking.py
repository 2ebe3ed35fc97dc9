"""What a learner sees of a check: the form, one line, a hint; and what the key holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from coursekit import checks
from coursekit.checks import FormError, KeyNotFoundError, NotAnsweredError, WrongAnswer, check, show
from coursekit.checks.keys import ROUNDS, KeyFileError, digest_of
from coursekit.checks.master_keys import MasterKeyError, key_of, key_text
from coursekit.checks.words import received, shortened

ROOT = Path(__file__).parents[2]
MASTER = [
    ("answer", "t9-1-answer", ("counts = [12, 15]\nfrom coursekit.checks.author import hint, mistake\n"
     'mistake("t9-1", [12, 13], "COUNT", "Look at the end dates.")\nhint("t9-1", "Count the members.")')),
    ("check", "t9-1", 'check("t9-1", counts)\ncheck("t9-1-more", "hidden")'),
    ("answer", "t9-2-answer", "rows = list(range(400))"),
    ("check", "t9-2", 'check("t9-2", rows, ordered=False)'),
]  # fmt: skip


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Execute a small master with a real kernel."""
    notebook = nbformat.v4.new_notebook()
    notebook.cells.append(nbformat.v4.new_code_cell("from coursekit.checks import check, show"))
    for kind, name, source in MASTER:
        marks = {"grade_id": name, "grade": kind == "check", "solution": kind == "answer"}
        notebook.cells.append(nbformat.v4.new_code_cell(source, metadata={"nbgrader": marks}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THIRTEENTH_CHECKS", "author")
        folder = str(tmp_path_factory.mktemp("master"))
        NotebookClient(notebook, timeout=60, resources={"metadata": {"path": folder}}).execute()
    made: dict[str, Any] = json.loads(nbformat.writes(notebook))
    return made


@pytest.fixture
def sheet(master: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an exercise sheet with its key, as the working directory."""
    (tmp_path / "exercises" / "checks").mkdir(parents=True)
    key = tmp_path / "exercises" / "checks" / "09.json"
    key.write_text(key_text(key_of(master, "09")), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "exercises")
    monkeypatch.delenv("THIRTEENTH_CHECKS", raising=False)
    return tmp_path / "exercises"


@pytest.mark.parametrize("answer", [[12, 15], (12.0, 15.0), pd.Series([12, 15], index=["a", "b"])])
def test_a_right_answer_is_right_in_every_type(sheet: Path, capsys: pytest.CaptureFixture[str], answer: object) -> None:  # noqa: ARG001 - the working directory
    check("t9-1", answer)
    assert capsys.readouterr().out == "[12, 15]\nRight.\n"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ([12, 13], "Received: the list [12, 13]. Look at the end dates."),
        ([12, 16], "Received: the list [12, 16]. Count the members."),
        (15, "Received: 15. The task asks for a list of numbers. Count the members."),
        ("12, 15", 'Received: the text "12, 15". The task asks for a list of numbers. Count the members.'),
        (["12", "15"], 'Received: the list ["12", "15"]. These are texts. Write numbers without quotation marks.'),
        (
            pd.DataFrame({"a": [1]}),
            "Received: a table of 1 row and 1 column. The task asks for a list of numbers. Count the members.",
        ),
    ],
)
def test_a_wrong_answer_says_what_was_received_and_hints(sheet: Path, answer: object, message: str) -> None:  # noqa: ARG001 - the working directory
    with pytest.raises(WrongAnswer) as caught:
        check("t9-1", answer)
    assert str(caught.value) == message


@pytest.mark.parametrize("answer", [..., [12, ...], {"counts": ...}])
def test_the_three_dots_are_no_answer(sheet: Path, answer: object) -> None:  # noqa: ARG001 - the working directory
    with pytest.raises(NotAnsweredError, match="in place of the three dots"):
        check("t9-1", answer)


def test_a_long_answer_is_judged_by_all_of_it(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: ARG001 - the working directory
    check("t9-2", list(reversed(range(400))), ordered=False)
    out = capsys.readouterr().out
    assert "fingerprint" in out
    assert len(out) < 1400
    with pytest.raises(WrongAnswer, match="a range of 401 values"):
        check("t9-2", range(401), ordered=False)
    assert shortened("x" * 2000 + "1") != shortened("x" * 2000 + "2")


def test_the_key_is_found_from_the_solutions_too(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (sheet.parent / "solutions").mkdir()
    monkeypatch.chdir(sheet.parent / "solutions")
    check("t9-1", [12, 15])


def test_without_a_key_nothing_is_called_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("THIRTEENTH_CHECKS", str(tmp_path))
    with pytest.raises(KeyNotFoundError, match="checks folder"):
        check("t9-1", [12, 15])
    assert capsys.readouterr().out == "[12, 15]\n"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"items": {"t9-1": {"salt": "00"}}}', "\ufeff{"])
def test_a_damaged_key_is_named(sheet: Path, content: str) -> None:
    (sheet / "checks" / "09.json").write_text(content, encoding="utf-8")
    with pytest.raises(KeyFileError, match=r"09\.json is damaged"):
        check("t9-1", [12, 15])


def test_the_key_holds_no_answer_and_one_text(master: dict[str, Any]) -> None:
    text = key_text(key_of(master, "09"))
    assert text == key_text(key_of(json.loads(json.dumps(master)), "09"))
    assert "[12" not in text
    assert json.loads(text)["items"]["t9-1"]["mistakes"][0]["code"] == "COUNT"
    salts = [item["salt"] for item in json.loads(text)["items"].values()]
    assert len(set(salts)) == len(salts)
    assert digest_of("[12, 15]", salts[0]) != digest_of("[12, 15]", salts[1])


def test_a_key_can_be_quicker_and_says_so(
    master: dict[str, Any], sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    usual, quick = key_of(master, "09"), key_of(master, "09", 400)
    assert {item.get("rounds") for item in usual["items"].values()} == {None}
    assert {item["rounds"] for item in quick["items"].values()} == {400}
    assert usual["items"]["t9-1"]["right"] != quick["items"]["t9-1"]["right"]
    (sheet / "checks" / "09.json").write_text(key_text(quick), encoding="utf-8")
    check("t9-1", [12, 15])
    assert capsys.readouterr().out == "[12, 15]\nRight.\n"
    with pytest.raises(WrongAnswer, match="Look at the end dates"):
        check("t9-1", [12, 13])


def test_what_is_handed_out_is_slow() -> None:
    keys = sorted((ROOT / "exercises" / "checks").glob("*.json"))
    assert len(keys) == 9
    assert not any("rounds" in path.read_text(encoding="utf-8") for path in keys)
    assert ROUNDS >= 20_000


def test_whoever_needs_no_pandas_does_not_load_it() -> None:
    code = "import sys\nfrom coursekit.checks import keys, marks\nprint('pandas' in sys.modules)\n"
    more = "from coursekit.checks import *\nprint(check.__name__, counted.__name__)"
    done = subprocess.run([sys.executable, "-c", code + more], capture_output=True, text=True, check=True)
    assert done.stdout == "False\ncheck counted\n"
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        _ = checks.chek


def test_a_hidden_check_has_a_key_of_its_own(sheet: Path) -> None:  # noqa: ARG001 - the working directory
    check("t9-1-more", "hidden")
    with pytest.raises(WrongAnswer, match="Read the task again"):
        check("t9-1-more", "seen")


def test_another_answer_in_the_master_is_another_key(master: dict[str, Any]) -> None:
    changed = json.loads(json.dumps(master).replace("[12, 15]", "[12, 14]"))
    assert key_of(changed, "09")["items"]["t9-1"]["right"] != key_of(master, "09")["items"]["t9-1"]["right"]


def test_a_master_that_was_not_executed_gives_no_key(master: dict[str, Any]) -> None:
    bare = json.loads(json.dumps(master))
    for cell in bare["cells"]:
        cell["outputs"] = []
    with pytest.raises(MasterKeyError, match="t9-1 of the master shows no right answer"):
        key_of(bare, "09")


def test_a_mistake_that_is_right_is_refused(master: dict[str, Any]) -> None:
    changed = json.loads(json.dumps(master).replace("[12, 13]", "[12, 15]"))
    with pytest.raises(MasterKeyError, match="mistake COUNT is the right answer"):
        key_of(changed, "09")


def test_show_judges_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    show(0.1 + 0.2, decimals=1)
    assert capsys.readouterr().out == "0.3\n"
    with pytest.raises(FormError, match="no option 'decimal'"):
        show(1, decimal=1)


@pytest.mark.parametrize(
    ("answer", "words"),
    [({*range(40)}, "a set of 40 values"), ({1}, "the set {1}"), (True, "True"), ("x", 'the text "x"')],
)
def test_what_was_received_is_said_in_words(answer: object, words: str) -> None:
    assert received(answer, '"x"' if answer == "x" else str(answer)) == words


def test_in_a_notebook_a_wrong_answer_shows_no_lines_of_the_library(sheet: Path) -> None:
    notebook = nbformat.v4.new_notebook()
    notebook.cells.append(nbformat.v4.new_code_cell('from coursekit.checks import check\ncheck("t9-1", [1])'))
    NotebookClient(notebook, timeout=60, allow_errors=True, resources={"metadata": {"path": str(sheet)}}).execute()
    error = notebook.cells[0].outputs[-1]
    assert error.ename == "WrongAnswer"
    assert error.traceback == ["Not yet. Received: the list [1]. Count the members."]


def test_checks_need_nothing_else_of_the_course() -> None:
    others = "name.startswith('thirteenth.') and '.checks' not in name or name == 'matplotlib'"
    code = f"import sys, coursekit.checks; print([name for name in sys.modules if {others}])"
    done = subprocess.run([sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
