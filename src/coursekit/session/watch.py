"""Which cell gave a name its value: an answer whose cell has been changed, or has failed since, is gone.

JupyterLab tells the kernel which cell it runs. A cell that gave ``size`` its value and is run again without doing so
leaves the old value behind: a check would judge an answer that is no longer in the notebook. Where the front end names
no cells, and where no cell is run twice, nothing is ever called stale.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

from coursekit.internals.ipython_shell import current_shell

_NOTHING = object()
_GIVING = re.compile(r"^(?:(\w+) *=(?!=)|def +(\w+))", re.MULTILINE)


@dataclass
class Watch:
    """What has been run in a session.

    Attributes:
        source: the text of the cell that runs now.
        homes: the cell that last gave a name its value.
        stale: names whose cell has been run again without giving them a value, and whether it failed.
        unfinished: names that have no value because the cell that should give them one has failed.
    """

    source: str = ""
    homes: dict[str, str] = field(default_factory=dict)
    stale: dict[str, bool] = field(default_factory=dict)
    unfinished: set[str] = field(default_factory=set)
    _cell: str = ""
    _before: dict[str, Any] = field(default_factory=dict)

    @property
    def is_in_a_page(self) -> bool:
        """Whether a page runs the cells: it names them, and a program such as nbgrader or nbval does not."""
        return bool(self._cell)

    def begin(self, source: str, cell: str, names: dict[str, Any]) -> None:
        """Note that a cell begins.

        Args:
            source: its text.
            cell: its name in the notebook; empty when it is not known.
            names: the names of the session with their values.
        """
        self.source, self._cell = source, cell
        self._before = dict(names)

    def end(self, names: dict[str, Any], *, failed: bool) -> None:
        """Note that the cell has ended.

        Args:
            names: the names of the session with their values.
            failed: the cell raised an error.
        """
        given = {name for name in names if names[name] is not self._before.get(name, _NOTHING)}
        if not failed:
            given |= assigned(self.source)
        self.unfinished -= names.keys()
        if failed:
            self.unfinished |= meant(self.source) - names.keys()
        for name in given:
            self.stale.pop(name, None)
            self.homes[name] = self._cell
        if self._cell:
            lost = [name for name, home in self.homes.items() if home == self._cell and name not in given]
            self.stale.update(dict.fromkeys(lost, failed))
        self._before = {}

    def stale_names(self) -> dict[str, bool]:
        """Return the stale names that the cell that runs now uses, and whether their cell failed."""
        # What the cell itself gives a value is its own, whatever an earlier run of it left behind.
        used = loaded(self.source) - assigned(self.source)
        return {name: failed for name, failed in self.stale.items() if name in used}

    def empty_functions(self) -> list[str]:
        """Return the functions that the cell that runs now uses and that nobody has written yet."""
        return sorted(name for name in loaded(self.source) if is_empty(self._before.get(name)))


def is_empty(function: object) -> bool:
    """Tell whether a function of the notebook still holds nothing but the three dots of the sheet."""
    if not isinstance(function, FunctionType):
        return False
    try:
        body = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    except (OSError, TypeError, SyntaxError):
        return False
    inside = body[0].body if len(body) == 1 and isinstance(body[0], ast.FunctionDef) else []
    words = [step for step in inside if isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant)]
    return bool(words) and words == inside and words[-1].value.value is ...  # type: ignore[attr-defined]  # an ast.Constant, as the line above has it


def assigned(source: str) -> set[str]:
    """Return the names that a cell gives a value; none when it cannot be read."""
    return {node.id for node in _names(source) if isinstance(node.ctx, ast.Store)} | _defined(source)


def meant(source: str) -> set[str]:
    """Return the names that a cell should give a value, also when Python cannot read it."""
    return {name or function for name, function in _GIVING.findall(source)}


def loaded(source: str) -> set[str]:
    """Return the names that a cell uses; none when it cannot be read."""
    return {node.id for node in _names(source) if isinstance(node.ctx, ast.Load)}


def _tree(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def _names(source: str) -> list[ast.Name]:
    return [node for node in ast.walk(_tree(source)) if isinstance(node, ast.Name)]


def _defined(source: str) -> set[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in _tree(source).body if isinstance(node, kinds)}


_watches: dict[int, Watch] = {}


def install(shell: Any) -> None:  # noqa: ANN401 - IPython's shell has no types
    """Watch a shell's cells; once.

    Args:
        shell: IPython's shell.
    """
    if id(shell) in _watches:
        return
    watch = _watches[id(shell)] = Watch()

    def begin(info: Any) -> None:  # noqa: ANN401 - IPython's ExecutionInfo
        watch.begin(info.raw_cell or "", getattr(info, "cell_id", None) or "", shell.user_ns)

    def end(result: Any) -> None:  # noqa: ANN401 - IPython's ExecutionResult
        watch.end(shell.user_ns, failed=not result.success)

    shell.events.register("pre_run_cell", begin)
    shell.events.register("post_run_cell", end)


def current() -> Watch | None:
    """Return the watch of this session; None outside IPython."""
    return _watches.get(id(current_shell()))
