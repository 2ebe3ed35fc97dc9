"""What is left of a run that failed: its last words for the log, and a folder for whoever asks with ``--keep``."""

from __future__ import annotations

import logging
import re
import shutil
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.files import as_bytes
from coursekit.grading.nbval_runner.protocol import NBVAL_LOG
from coursekit.grading.sandbox.bubblewrap import KERNEL_LOG

if TYPE_CHECKING:
    from coursekit.grading.model import Settings

LONGEST = 1_000
LOG = logging.getLogger(__name__)


def last_words(log: Path) -> str:
    """Return the end of what a process printed; empty when it printed nothing.

    Args:
        log: the file.
    """
    return log.read_text(encoding="utf-8", errors="replace")[-LONGEST:] if log.exists() else ""


@dataclass(frozen=True)
class Failure:
    """A run that may fail.

    Attributes:
        room: the run's folder.
        notebook: the merged notebook's text.
        name: its file name.
        settings: says what is graded, and where to keep what is left.
    """

    room: Path
    notebook: str
    name: str
    settings: Settings

    def note(self, why: str) -> None:
        """Write to the log that the run has failed, and keep what is left of it if that was asked for.

        Args:
            why: what happened.
        """
        label = self.settings.label or self.name
        LOG.info("%s: a run was broken off: %s", label, why)
        for log in (KERNEL_LOG, NBVAL_LOG):
            if words := last_words(self.room / log).strip():
                LOG.info("%s: the end of %s:\n%s", label, log, words)
        if self.settings.keep:
            try:
                place = self._keep(Path(self.settings.keep), why)
            except OSError as error:
                LOG.warning("%s: what is left of the run could not be kept: %s", label, error)
            else:
                LOG.warning("%s: what is left of the run is in %s", label, place)

    def _keep(self, folder: Path, why: str) -> Path:
        """Fill a new folder; it holds the reference answers, as the merged notebook does."""
        name = re.sub(r"[^\w.-]+", "_", self.settings.label or self.name).strip("_.")[-80:]
        for number in count(1):
            place = folder / f"{name}-{number}"
            try:
                place.mkdir(parents=True)
            except FileExistsError:
                continue
            break
        (place / self.name).write_bytes(as_bytes(self.notebook))
        (place / "why.txt").write_bytes(as_bytes(f"{self.settings.label or self.name}\n{why}\n"))
        for log in (KERNEL_LOG, NBVAL_LOG):
            if (self.room / log).exists():
                shutil.copyfile(self.room / log, place / log)
        return place
