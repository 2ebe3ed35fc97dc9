"""A progress bar with the time left, on a terminal; nothing elsewhere."""

from __future__ import annotations

import shutil
import time
from typing import TextIO

WIDTH = 30
# From fewer, nobody can tell how long the rest takes.
FEW = 5
MINUTE = 60
HOUR = 3600


class Progress:
    """The bar of one run."""

    def __init__(self, total: int, stream: TextIO) -> None:
        """Begin at nothing done.

        Args:
            total: how much there is to do.
            stream: where to draw; nothing is drawn when it is no terminal.
        """
        self._total = total
        self._done = 0
        self._stream = stream
        self._shown = stream.isatty() and total > 0
        self._first = 0.0

    def step(self) -> None:
        """Count one more thing as done."""
        self._done += 1
        # What comes before the first one, such as the masters' own grading, says nothing about the rest.
        self._first = self._first or time.monotonic()
        self.draw()

    def draw(self) -> None:
        """Draw the bar as it stands now."""
        if self._shown:
            width = shutil.get_terminal_size().columns - 1
            self._stream.write("\r" + self.line()[:width].ljust(min(width, 78)))
            self._stream.flush()

    def line(self) -> str:
        """Return the bar as text."""
        filled = WIDTH * self._done // max(self._total, 1)
        bar = "#" * filled + "-" * (WIDTH - filled)
        return f"[{bar}] {self._done} of {self._total} graded{self._time_left()}"

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            self._stream.write("\n")
            self._stream.flush()

    def _time_left(self) -> str:
        if not FEW <= self._done < self._total:
            return ""
        each = (time.monotonic() - self._first) / (self._done - 1)
        return f", about {span(each * (self._total - self._done))} left"


def span(seconds: float) -> str:
    """Return a length of time in words: ``40 s``, ``3 min 20 s``, ``2 h 5 min``."""
    whole = round(seconds)
    if whole < MINUTE:
        return f"{whole} s"
    if whole < HOUR:
        return f"{whole // MINUTE} min {whole % MINUTE} s"
    return f"{whole // HOUR} h {whole % HOUR // MINUTE} min"
