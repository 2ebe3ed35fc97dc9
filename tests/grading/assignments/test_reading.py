"""What damaged, disguised and unusual files of notebooks are read as, and what is said of those that cannot be read."""

from __future__ import annotations

import json

import pytest

from coursekit.grading.assignments import notebook
from coursekit.grading.assignments.notebook import UnreadableError, read_cells

PLAIN = json.dumps({"cells": [{"cell_type": "code", "metadata": {}, "source": "größe = 1"}]}, ensure_ascii=False)
BEHIND = "What stands in the file behind the notebook's end was left out."


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        (PLAIN.encode(), ()),
        (PLAIN.encode() + b"\0" * 4096, ()),
        (b"\r\n" + PLAIN.encode() + b"\r\n", ()),
        (PLAIN.encode() + b"\n<!-- saved from a page -->", (BEHIND,)),
        (PLAIN.encode() + PLAIN.encode(), (BEHIND,)),
        (PLAIN.replace("metadata", "meta\x01data").encode(), ()),
        *((PLAIN.encode(encoding), ()) for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")),
    ],
)
def test_a_notebook_is_read_whatever_stands_round_it(data: bytes, notes: tuple[str, ...]) -> None:
    cells, found = read_cells(data)
    assert [cell.source for cell in cells] == ["größe = 1"]
    assert found == notes


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04" + b"\x14\0" * 30, "has the name of a notebook, but is a zip archive"),
        (b"%PDF-1.7\n%\xe2\xe3", "has the name of a notebook, but is a PDF"),
        (
            b"\n<!DOCTYPE html>\n<html lang='en'>",
            "has the name of a notebook, but is a web page. Download the notebook",
        ),
        (b"<HTML><head>", "has the name of a notebook, but is a web page"),
        (f'{{"cells": [\n<<<<<<< HEAD\n{PLAIN}\n=======\n'.encode(), "two versions with the marks of git between them"),
        (PLAIN.encode()[:-3], "The file is not valid JSON: Expecting"),
    ],
)
def test_what_cannot_be_read_is_called_what_it_is(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_cells(data)
    assert why in str(caught.value)


def test_a_file_that_is_too_large_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook, "LARGEST", 10)
    with pytest.raises(UnreadableError, match="Clear its outputs"):
        read_cells(PLAIN.encode())
