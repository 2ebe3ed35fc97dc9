"""Of what a kernel and all that it started can have too much: the words that whoever watches them uses."""

from __future__ import annotations

from enum import StrEnum


class Excess(StrEnum):
    """Of what there was too much."""

    MEMORY = "memory"
    TASKS = "tasks"
