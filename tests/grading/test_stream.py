"""The stream of a kernel in a room: it sends what was written, in order, and waits only when there is something."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from coursekit.grading.autograde.workdir import opened_room
from coursekit.grading.model import Layout
from coursekit.grading.sandbox.kernelspec import SANDBOX, WORDS, add_kernelspec

if TYPE_CHECKING:
    from pathlib import Path

ipykernel = pytest.importorskip("ipykernel.iostream")
CODE = """
import sys
from coursekit.internals.ipykernel_app import Stream
for number in range(300):
    print(number, end=" ")
    if number % 3 == 0:
        sys.stdout.flush()
        print("e", file=sys.stderr)
print(type(sys.stdout) is Stream, type(sys.stderr) is Stream)
"""


def test_it_waits_only_for_what_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    from coursekit.internals.ipykernel_app import Stream  # noqa: PLC0415 - needs ipykernel

    waited: list[str] = []
    monkeypatch.setattr(ipykernel.OutStream, "flush", lambda _: waited.append("waited"))
    stream = Stream.__new__(Stream)
    stream.echo = None
    vars(stream)["_buffers"] = {}
    stream.flush()
    assert waited == []
    vars(stream)["_buffers"] = {"cell": "words"}
    stream.flush()
    # Where ipykernel keeps what was written in another place, it must always be asked.
    del vars(stream)["_buffers"]
    stream.flush()
    vars(stream)["_buffers"], stream.echo = {}, object()
    stream.flush()
    assert waited == ["waited"] * 3
    stream.echo = None


def test_all_that_is_printed_comes_in_its_order_and_before_the_end_of_its_cell(kernel_in_a_room: Any) -> None:  # noqa: ANN401 - jupyter_client's class
    for _ in range(5):
        heard: list[tuple[str, str]] = []

        def hear(message: dict[str, Any], heard: list[tuple[str, str]] = heard) -> None:
            if message["msg_type"] == "stream":
                heard.append((message["content"]["name"], message["content"]["text"]))

        kernel_in_a_room.execute_interactive(CODE, output_hook=hear, timeout=60)
        out = "".join(text for name, text in heard if name == "stdout")
        assert out == "".join(f"{number} " for number in range(300)) + "True True\n"
        assert "".join(text for name, text in heard if name == "stderr") == "e\n" * 100


@pytest.fixture
def kernel_in_a_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 - jupyter_client's class
    """A client of a kernel that is started with a room's words, here without its walls."""
    from jupyter_client.manager import run_kernel  # noqa: PLC0415 - needs ipykernel

    monkeypatch.chdir(tmp_path)
    with run_kernel(kernel_name="python3", extra_arguments=list(WORDS[2:])) as client:
        yield client


def test_a_rooms_kernel_is_started_with_these_words() -> None:
    with opened_room("x.ipynb", {}, Layout()) as room:
        add_kernelspec(room.path, Layout(), warm=False)
        spec = json.loads((room.path / "jupyter" / "kernels" / SANDBOX / "kernel.json").read_text(encoding="utf-8"))
    assert spec["argv"][3:] == list(WORDS)
