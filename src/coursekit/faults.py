"""One fault of a file, as a sentence: where it stands, what was found, what was expected."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of one file.

    Attributes:
        file: the file's name.
        line: its line, counted from 1; 0 when the fault is the whole file's.
        where: the place in it, such as ``column joined`` or ``q-0301 options 2 feedback``; empty for the whole line.
        value: what stands there.
        expected: what should stand there, as the end of the sentence "expected …".
    """

    file: str
    line: int
    where: str
    value: str
    expected: str

    def __str__(self) -> str:
        """Return the fault as one sentence."""
        line = f", line {self.line}" if self.line else ""
        where = f", {self.where}" if self.where else ""
        return f"{self.file}{line}{where}: found {self.value}, expected {self.expected}"
