"""What a check says is compared with the master's words, and nothing else is.

nbval compares all that a cell shows. In a graded kernel checks speak in messages of their own (``session.apart``); from
a check cell these alone are handed to nbval's comparison, each once. So a learner's prints, warnings and charts change
no mark. Nor can somebody guess: everything that is said in a check's name must be the master's words, in their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode

from coursekit.checks.keys import RIGHT
from coursekit.checks.master_keys import MasterKeyError, right_forms
from coursekit.grading.nbval_runner.notes import Said, said_in
from coursekit.internals.nbval_items import IPyNbCell, IPyNbFile, coalesce_streams

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class CheckedNotebook(IPyNbFile):  # type: ignore[misc]  # nbval has no types
    """nbval's notebook, with cells that know what their checks say."""

    def collect(self) -> Iterable[CheckedCell]:
        """Return the code cells."""
        for cell in super().collect():
            same = {"cell_num": cell.cell_num, "cell": cell.cell, "options": cell.options}
            yield CheckedCell.from_parent(self, name=cell.name, **same)


class CheckedCell(IPyNbCell):  # type: ignore[misc]  # nbval has no types
    """nbval's cell; from a check cell only what its checks say is compared.

    Attributes:
        wanted: what they say of the right answer; empty for other cells, and for checks of another kind, of which
            everything is compared.
        missed: the name of the first check that said something else; empty for none.
    """

    def __init__(self, **about: Any) -> None:  # noqa: ANN401 - nbval's arguments
        """Make a cell, as nbval does."""
        super().__init__(**about)
        self.wanted = list(_wanted(self.cell)) if self.options["check"] else []
        self.missed = ""
        if self.wanted:
            # An error that is only shown is no error; whether the cell's code raised, the kernel itself answers.
            self.options["check_exception"] = True

    def compare_outputs(self, test: Any, ref: Any, skip_compare: Any = None) -> bool:  # noqa: ANN401 - nbval's
        """Compare what a cell showed with the master's outputs; called by nbval."""
        if not self.wanted:
            return bool(super().compare_outputs(test, ref, skip_compare))
        names = {name for name, _ in self.wanted}
        # A learner's function may call its own check as well.
        messages = list(dict.fromkeys(message for message in said_in(test) if message[0] in names))
        self.missed = _first_difference(self.wanted, messages)
        return bool(super().compare_outputs(_stream(messages), _stream(self.wanted), skip_compare))


def _wanted(cell: Any) -> Iterator[Said]:  # noqa: ANN401 - nbformat's cells have no types
    try:
        forms = list(right_forms(cell.metadata.get("nbgrader", {}).get("grade_id", ""), cell))
    except MasterKeyError:
        return
    yield from ((name, f"{form}\n{RIGHT}") for name, form in forms)


def _first_difference(wanted: list[Said], messages: list[Said]) -> str:
    both = zip(wanted, messages, strict=False)
    missing = [*wanted[len(messages) :], *messages[len(wanted) :]]
    return next((name for (name, words), message in both if message != (name, words)), missing[0][0] if missing else "")


def _stream(messages: list[Said]) -> list[NotebookNode]:
    """Return words as the output of which they are a part when they are printed, as in the master."""
    text = "".join(f"{words}\n" for _, words in messages)
    streams: list[NotebookNode] = coalesce_streams([NotebookNode(output_type="stream", name="stdout", text=text)])
    return streams
