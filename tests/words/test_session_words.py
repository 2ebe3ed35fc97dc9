"""What a session says of a learner's errors, in the pseudo-language."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.words.brackets import BRACKETS, hard_coded

from coursekit.session import sentences, unreadable

NAMES = {"claims": pd.DataFrame({"kind": ["a"]}), "numbers": [1, 2], "nothing": None}
# Of each kind of error one for every sentence that is put together; those that stand in a list are all tried below.
CELLS = [
    "____",
    "numbrs",
    "x = [Warsaw]",
    "elsewhere",
    "x = 'a",
    "x = 1 +",
    "if True:\nx = 1",
    "  x = 1\n x = 2",
    "claims['____']",
    "claims['_merge']",
    "claims['kinds']",
    "{1: 2}[3]",
    "nothing.mean",
    "numbers.apend",
    "numbers()",
    "{1} - [2]",
    "numbers & nothing | 1 / 0",
    "if claims['kind'] == 'a': pass",
    "float('one')",
    "open('nowhere.csv')",
    "import nowhere_at_all",
    "numbers[9]",
    "1 / 0",
]


@pytest.fixture(autouse=True)
def _pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEKIT_LANG", "xx-pseudo")


@pytest.mark.parametrize("cell", CELLS)
def test_a_sentence_about_an_error(cell: str) -> None:
    names = {**NAMES, "__builtins__": __builtins__}
    with pytest.raises(Exception, match=r"\S") as raised:
        exec(compile(cell, "<cell>", "exec"), names)  # noqa: S102 - a learner's cell
    said = sentences.sentence_for(raised.value, cell, names)
    assert BRACKETS.search(said)
    assert hard_coded([said], []) == []


@pytest.mark.parametrize("table", [unreadable._UNREADABLE, sentences._WRONG_KIND])
def test_every_sentence_of_a_list_is_looked_up(table: tuple[tuple[str, str], ...]) -> None:
    kind = SyntaxError if table is unreadable._UNREADABLE else TypeError
    for words, _ in table:
        said = sentences.sentence_for(kind(words), "", {})
        assert BRACKETS.fullmatch(said), words
