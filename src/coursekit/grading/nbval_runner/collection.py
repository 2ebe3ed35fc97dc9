"""A small pytest plugin that goes straight to one notebook.

pytest looks at everything that lies in the folders above it, among them the machine's folder for temporary files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coursekit.grading.nbval_runner.check_channel import CheckedNotebook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    Node = pytest.Item | pytest.Collector


class OneNotebook:
    """The plugin."""

    def __init__(self, notebook: Path) -> None:
        """Make the plugin.

        Args:
            notebook: the notebook, by its absolute path.
        """
        self._notebook = notebook

    def pytest_collect_directory(self, path: Path, parent: pytest.Collector) -> pytest.Collector:
        """Stand for a folder above the notebook, with the next step to it as all that it holds."""
        folder: Folder = Folder.from_parent(parent, path=path)
        folder.notebook = self._notebook
        return folder


class Folder(pytest.Directory):
    """A folder above the notebook."""

    notebook: Path

    def collect(self) -> Iterable[Node]:
        """Return the next folder on the way, or the notebook."""
        step = self.path / self.notebook.relative_to(self.path).parts[0]
        if step == self.notebook:
            return [CheckedNotebook.from_parent(self, path=step)]
        return [self.ihook.pytest_collect_directory(path=step, parent=self)]
