"""In a real kernel, as JupyterLab runs it: answers that are gone, and errors that say what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_client.manager import start_new_kernel

from coursekit.checks.master_keys import key_item
from coursekit.checks.saying import folded
from coursekit.internals.ipython_shell import last_of_chain
from coursekit.session.plain_errors import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETUP = 'import pandas as pd\nfrom coursekit.checks import check\nclaims = pd.DataFrame({"kind": ["fact", "motive"]})'


class Session:
    """A kernel whose cells have names, as in JupyterLab."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - jupyter_client's client
        self._client = client
        self.kinds: list[str] = []

    def run(self, source: str, cell: str | None = "") -> str:
        """Run a cell and return what it showed; a cell of None has no name, as where a program runs it."""
        content = {"code": source, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        message = self._client.session.msg("execute_request", content)
        if cell is not None:
            message["metadata"]["cellId"] = cell or source
        self._client.shell_channel.send(message)
        shown = []
        while True:
            reply = self._client.get_iopub_msg(timeout=60)
            if reply["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            self.kinds.append(reply["msg_type"])
            if reply["msg_type"] == "stream":
                shown.append(reply["content"]["text"])
            elif reply["msg_type"] == "display_data":
                shown.append(reply["content"]["data"]["text/plain"])
            elif reply["msg_type"] == "error":
                shown.append("\n".join(reply["content"]["traceback"]))
            elif reply["msg_type"] == "status" and reply["content"]["execution_state"] == "idle":
                return "".join(shown)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("sheet")
    write_key(folder)
    manager, client = start_new_kernel(cwd=str(folder), startup_timeout=60)
    session = Session(client)
    assert session.run(SETUP) == ""
    yield session
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def write_key(folder: Path) -> None:
    items = {"t9-1": key_item("t9-1", "[93, 22]", [], 400), "t9-2": key_item("t9-2", "5", [], 400)}
    (folder / "checks").mkdir()
    (folder / "checks" / "09.json").write_text(json.dumps({"items": items}), encoding="utf-8")


CHECK = 'check("t9-1", size)'


@pytest.mark.parametrize(
    ("changed", "reply"),
    [
        ("size = [93,", "The cell with your answer stopped with an error, so I still see your earlier size."),
        ("size = [93, 22", "stopped with an error"),
        ("size = [len(claim), 22]", "stopped with an error"),
        ("# I forgot", "no longer gives size a value, so I still see your earlier size."),
        ("sizes = [1, 2]", "no longer gives size a value"),
    ],
)
def test_an_answer_that_is_gone_is_never_right(kernel: Session, changed: str, reply: str) -> None:
    kernel.run("size = [93, 22]", "answer")
    assert kernel.run(CHECK, "check") == "[93, 22]\nRight."
    kernel.run(changed, "answer")
    assert reply in kernel.run(CHECK, "check")
    kernel.run("size = [93, 22]", "answer")
    assert kernel.run(CHECK, "check") == "[93, 22]\nRight."


@pytest.mark.parametrize("failing", ["fresh = [93,", "fresh = [len(claim), 22]", "def fresh(a)\n    return a"])
def test_an_answer_whose_cell_failed_at_once_is_not_said_to_wait_for_a_run(kernel: Session, failing: str) -> None:
    kernel.run("fresh = 1\ndel fresh", "elsewhere")
    kernel.run(failing, "new")
    reply = kernel.run('check("t9-1", fresh)', "check")
    assert "The cell with your answer stopped with an error, so fresh has no value." in reply
    assert "Nothing here yet: fresher has no value." in kernel.run('check("t9-1", fresher)', "check")


def test_on_a_page_a_long_form_is_folded_and_a_short_one_stands_beside_its_reply(kernel: Session) -> None:
    kernel.run("long = {str(number): number for number in range(60)}\nsize = [93, 22]", "answer")
    kernel.kinds.clear()
    assert kernel.run('check("t9-1", long)', "check").startswith('{"0": 0')
    assert kernel.kinds.count("display_data") == 2, "folded, and the reply in a box"
    kernel.kinds.clear()
    assert kernel.run(CHECK, "check") == "[93, 22]\nRight."
    assert kernel.kinds.count("stream") == kernel.kinds.count("display_data") == 1
    shown = folded('{"a": 1} <b>')
    assert shown["text/plain"] == '{"a": 1} <b>'
    assert shown["text/html"].startswith("<details><summary>What the check found</summary>")
    assert "&lt;b&gt;" in shown["text/html"]


def test_a_check_cell_that_died_sees_the_next_answer(kernel: Session) -> None:
    check = 'seen = [f(93), f(22)]\ncheck("t9-1", seen)'
    for body in ("0", "1 / 0"):
        kernel.run(f"def f(x):\n    return {body}", "function")
        assert "Right." not in kernel.run(check, "the check")
    kernel.run("def f(x):\n    return x", "function")
    assert kernel.run(check, "the check") == "[93, 22]\nRight."


@pytest.mark.parametrize(
    "steps",
    [
        [("size = [93, 22]", "answer"), ("size = [93,", "my trial below")],
        [("size = [93, 22]", "answer"), ("1 / 0", "another"), ("x = 5", "answer too")],
        [("size = [1, 2]", "answer"), ("size = [93, 22]", "moved here"), ("# empty now", "answer")],
        [("size = [93, 22]\nsize = list(size)\n1 / 0", "answer")],
    ],
)
def test_an_answer_that_still_stands_in_the_notebook_counts(kernel: Session, steps: list[tuple[str, str]]) -> None:
    for source, cell in steps:
        kernel.run(source, cell)
    assert kernel.run(CHECK, "check") == "[93, 22]\nRight."


def test_an_error_that_led_to_another_is_left_out_as_every_ipython_writes_it() -> None:
    shown = ["KeyError: 1", "", "", "The above exception was the direct cause of the following exception:", ""]
    during = ["", "During handling of the above exception, another exception occurred:", ""]
    assert last_of_chain([*shown, "KeyError: 2"]) == ["KeyError: 2"]
    assert last_of_chain(["TypeError: 0", *during, *shown, "KeyError: 2", "more"]) == ["KeyError: 2", "more"]
    assert last_of_chain(["KeyError: 1", "During handling"]) == ["KeyError: 1", "During handling"]


@pytest.mark.parametrize(
    ("source", "sentences"),
    [
        ("claims[claims['kind'] == motive]", ['put it in quotation marks: "motive"', "Line 1:"]),
        ("clams.head()", ["Python does not know the name clams. Did you mean claims?"]),
        ("len(____)", ["There is still a gap: write what belongs there"]),
        ("claims['____']", ["There is still a gap: write what belongs there"]),
        ("power.head()", ["Run > Run All Above Selected Cell"]),
        ("claims['kinds']", ["There is no column kinds. Did you mean kind?", "Line 1: claims['kinds']"]),
        ("claims.valu_counts()", ["A DataFrame has no .valu_counts.", "value_counts?"]),
        ("claims('kind')", ["takes square brackets"]),
        ("claims['kind'] == 'fact' & claims['kind'].isna()", ["Put each condition in its own round brackets"]),
        ("[1, 2] + 1", ["A list and a single value meet here."]),
        ("{1, 2} - [1]", ["make both sets: set(...)"]),
        ("'a' + 1", ["A text and a number meet here."]),
        ("1 + 'a'", ["Two things meet here"]),
        ("return 5", ["return belongs to a function"]),
        ("print claims", ["takes what it works with in round brackets"]),
        ("pd.Series(pd.to_datetime(['1949-04-04'])) > 'day'", ["Dates are compared with a text that is no date."]),
        ("pd.Series(pd.to_datetime(['1949-04-04'])).sum()", ["Dates cannot be added up."]),
        ("100 * claims['kind'].isna().mean", ["Did you forget the brackets that call it?"]),
        ("power == 3", ["Two == ask whether two things are equal. To give power its value, write one =."]),
        ("text = 'abc", ["A quotation mark is missing"]),
        ("x = “abc”", ["perhaps a curly quotation mark"]),
        ("print(len(claims)", ["bracket was opened and not closed."]),
        ("if True\n    pass", ["ends with a colon"]),
        ("def f():\nreturn 1", ["four spaces further right"]),
        ("  x = 1\n y = 2", ["The spaces at the beginning of a line count"]),
        ("pd.read_csv('../data/claims.csv')", ["There is no file ../data/claims.csv", "Has the notebook been moved?"]),
        ("import panda", ["There is no library panda here."]),
        ("[1, 2, 3][3]", ["Counting begins at 0"]),
        ("1 / 0", ["Something is divided by zero."]),
        ("claims[claims['kind'] == 'fact' and True]", ["joined with & (and) or | (or)"]),
        ("float('1,5')", ["Decimals stand after a point"]),
        ("claims.loc[0, 'kind'].size.x", [" has no .size."]),
        ("claims['kind'].str.contains('all', case=false)", ["Python writes False with a capital letter."]),
        ("print(t1-1)", ['If t1-1 is a word, put it in quotation marks: "t1-1".']),
        ("def f(aliance):\n    return alliance\nf('NATO')", ["the name alliance. Did you mean aliance?"]),
        ("share = 68.8%", ["A number stands without the sign %"]),
        ("busiest = [3; 8]", ["a comma, not a semicolon"]),
        ("years = {'NATO': 512,3, 'WTO': 265,2}", ["Write the decimals after a point"]),
        ("pd.Series(pd.to_datetime(['1949-04-04'])) <= 1949-12-31", ["A date stands in quotation marks"]),
    ],
)
def test_the_commonest_errors_say_what_to_do_and_stay_short(kernel: Session, source: str, sentences: list[str]) -> None:
    shown = kernel.run(source)
    for sentence in sentences:
        assert sentence in " ".join(shown.split())
    first, *_ = shown.split("\n\n")
    assert max(map(len, first.splitlines())) <= WIDTH or "Error" in first
    assert len(shown.splitlines()) <= 9, shown


HELPED = """
def described(table):
    return [len(table), (table["_merge"] == "both").sum()]

check("t9-1", described(both))
"""


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("both = claims", ["Not yet. The check cannot use your answer.", "both is a table of 2 rows", "indicator"]),
        ("both = 'yes'", ['both is the text "yes".']),
        ("both = 5", ["both is the value 5.", "A single value has no length."]),
        ("del both", ["Nothing here yet: both has no value."]),
    ],
)  # fmt: skip
def test_an_error_inside_a_check_speaks_of_the_answer(kernel: Session, answer: str, words: list[str]) -> None:
    kernel.run("both = 0")
    kernel.run(answer)
    shown = kernel.run(HELPED)
    for part in words:
        assert part in shown
    assert len(shown.splitlines()) <= 4


def test_a_slip_inside_a_function_is_not_called_a_missing_answer(kernel: Session) -> None:
    kernel.run("def doubled(tabel):\n    return 2 * len(table)")
    shown = kernel.run('check("t9-1", doubled([1]))')
    assert (
        "Not yet. The check cannot use your answer. Python does not know the name table. Did you mean tabel?" in shown
    )
    assert "has no value" not in shown


def test_a_forgotten_quotation_mark_inside_a_function_is_told_where_it_is_called(kernel: Session) -> None:
    kernel.run("def column(table):\n    return table[kindred]", "the function")
    shown = kernel.run('check("t9-1", column(claims))', "the check")
    assert 'If kindred is a word, put it in quotation marks: "kindred".' in shown


def test_a_forgotten_bracket_is_no_traceback(kernel: Session) -> None:
    shown = kernel.run('check("t9-1", claims["kind"].value_counts)')
    assert shown == "Not yet. value_counts is a function. Did you forget the brackets that call it?"


def test_a_function_that_is_still_empty_is_not_judged(kernel: Session) -> None:
    kernel.run("def share(table):\n    ...  # your code", "answer")
    assert "Nothing here yet" in kernel.run('check("t9-2", share(claims))')
    kernel.run("def share(table):\n    return 5", "answer")
    assert kernel.run('check("t9-2", share(claims))') == "5\nRight."


@pytest.mark.parametrize(("cell", "kind"), [("check", "display_data"), (None, "error")])
def test_what_a_check_says_looks_like_no_crash_on_a_page_and_is_an_error_for_a_program(
    kernel: Session, cell: str | None, kind: str
) -> None:
    """nbgrader gives the points of a check that raised no error."""
    kernel.run("size = ...", "answer")
    kernel.kinds.clear()
    assert "Nothing here yet" in kernel.run(CHECK, cell)
    assert {"display_data", "error"} & set(kernel.kinds) == {kind}
