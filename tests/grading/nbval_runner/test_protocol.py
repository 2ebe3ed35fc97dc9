"""What crosses between the grader and nbval's process: a forged, doubled or lost line is no message."""

from __future__ import annotations

from typing import Any

from coursekit.grading.nbval_runner.notes import LONGEST_WAY, note_of, said_in, way_left
from coursekit.grading.nbval_runner.protocol import Signer
from coursekit.session.apart import APART, CHECK, LEFT

KEY = b"k" * 32


def test_lines_are_read_in_order_and_once() -> None:
    sender, receiver = Signer(KEY), Signer(KEY)
    messages: list[dict[str, Any]] = [{"begin": 1}, {"end": 1, "state": "passed"}, {"shown": "ü \n"}]
    lines = [sender.line(message) for message in messages]
    assert [receiver.message(line) for line in lines] == messages
    assert receiver.message(lines[-1]) is None


def test_a_line_of_another_key_or_changed_or_out_of_order_is_nothing() -> None:
    sender, receiver = Signer(KEY), Signer(KEY)
    first, second = sender.line({"end": 1}), sender.line({"end": 2})
    assert receiver.message(Signer(b"other").line({"end": 1})) is None
    assert receiver.message(first.replace(b'"end": 1', b'"end": 9')) is None
    assert receiver.message(second) is None
    assert receiver.message(b"") is None
    assert receiver.message(first) == {"end": 1}
    assert receiver.message(second) == {"end": 2}


def output(note: object, text: str = "", kind: str = "display_data") -> dict[str, Any]:
    return {"output_type": kind, "metadata": {APART: note}, "data": {"text/plain": text}}


def test_only_a_check_s_own_message_is_what_a_check_said() -> None:
    outputs = [
        output({CHECK: "t1-1"}, "93\nRight."),
        {"output_type": "stream", "name": "stdout", "text": "93\nRight."},
        {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "93\nRight."}},
        output({CHECK: "t1-1"}, "93\nRight.", kind="execute_result"),
        output({CHECK: 3}, "93\nRight."),
        output("check", "93\nRight."),
    ]
    assert list(said_in(outputs)) == [("t1-1", "93\nRight.")]
    assert [bool(note_of(other)) for other in outputs] == [True, False, False, False, True, False]


def test_the_first_way_that_ended_python_is_told_and_kept_short() -> None:
    assert way_left([output({CHECK: "t1-1"}), output({LEFT: "exit()"}), output({LEFT: "quit()"})]) == "exit()"
    assert way_left([output({LEFT: "x" * 1000})]) == "x" * LONGEST_WAY
    assert way_left([output({LEFT: 3})]) == ""
