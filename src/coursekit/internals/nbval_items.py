"""nbval: its notebook and its cell, which are pytest's collector and item, and what they know after a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbval import plugin
from nbval.plugin import IPyNbCell, IPyNbFile, coalesce_streams

from coursekit.internals.contract import Promise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["PLUGIN", "PROMISES", "IPyNbCell", "IPyNbFile", "RanCell", "coalesce_streams", "lax_words", "run_options"]
PLUGIN = plugin
"""nbval's own plugin: by name, pytest would look for it in all that is installed."""


def lax_words(startup_timeout_s: int) -> tuple[str, ...]:
    """Return the words of a pytest command that lets nbval compare the marked cells only.

    Args:
        startup_timeout_s: seconds that a kernel may take to start.
    """
    return ("--nbval-lax", "--nbval-kernel-startup-timeout", str(startup_timeout_s))


def run_options(kernel: str, cell_timeout_s: float) -> dict[str, Any]:
    """Return nbval's options for one notebook, by the names that pytest gives them.

    Args:
        kernel: the kernelspec's name.
        cell_timeout_s: seconds that one cell may run.
    """
    return {"nbval_kernel_name": kernel, "nbval_cell_timeout": cell_timeout_s}


@dataclass(frozen=True)
class RanCell:
    """nbval's item for one code cell, while it runs and after.

    Attributes:
        item: nbval's item.
    """

    item: Any

    @property
    def number(self) -> int:
        """The cell's place among the notebook's code cells, from 0."""
        number: int = self.item.cell_num
        return number

    @property
    def tags(self) -> Sequence[str]:
        """The tags of the notebook's cell."""
        tags: Sequence[str] = self.item.cell.metadata.get("tags", ())
        return tags

    @property
    def client(self) -> Any:  # noqa: ANN401 - jupyter_client's class
        """The client of the notebook's kernel."""
        return self.item.parent.kernel.kc

    @property
    def provisioner(self) -> Any:  # noqa: ANN401 - jupyter_client's class
        """What has started the notebook's kernel."""
        return self.item.parent.kernel.km.provisioner

    @property
    def timed_out(self) -> bool:
        """Whether this cell, or one before it, ran longer than it may."""
        return bool(self.item.parent.timed_out)

    @property
    def outputs(self) -> Sequence[Mapping[str, Any]] | None:
        """What the cell showed, in nbformat 4 form; None when the kernel was gone before it ended."""
        outputs: Sequence[Mapping[str, Any]] | None = self.item.test_outputs
        return outputs


def _keeps(*names: str) -> Any:  # noqa: ANN401 - a function
    def look(function: Any) -> str:  # noqa: ANN401 - any function
        lost = [name for name in names if name not in function.__code__.co_names]
        return f"does not set {', '.join(lost)} any more" if lost else ""

    return look


_FILE, _CELL = "nbval.plugin:IPyNbFile", "nbval.plugin:IPyNbCell"
PROMISES = (
    Promise("nbval", f"{_FILE}.collect", "give each cell a way to know what its check says"),
    Promise("nbval", f"{_FILE}.__init__", "tell a timeout from an error", trial=_keeps("timed_out")),
    Promise("nbval", f"{_FILE}.setup", "find a notebook's kernel", trial=_keeps("kernel", "RunningKernel")),
    Promise("nbval", "nbval.kernel:RunningKernel.__init__", "watch a notebook's kernel", trial=_keeps("km", "kc")),
    Promise(
        *("nbval", f"{_CELL}.__init__", "know a cell by its number and read what it showed"),
        ("name", "parent", "cell_num", "cell", "options"),
        _keeps("cell_num", "cell", "options", "test_outputs"),
    ),
    Promise("nbval", f"{_CELL}.compare_outputs", "compare what a check says", ("test", "ref", "skip_compare")),
    Promise("nbval", f"{_CELL}.runtest", "compare marked cells only", trial=_keeps("options", "timed_out")),
    Promise("nbval", "nbval.plugin:coalesce_streams", "compare what a check says", ("outputs",)),
    Promise("nbval", "nbval.plugin:pytest_addoption", "run a notebook in a kernel of our own", ("parser",)),
)
