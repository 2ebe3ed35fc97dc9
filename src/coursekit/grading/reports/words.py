"""The words for outcomes and states that the pages share, and a sign beside each."""

from __future__ import annotations

from coursekit.grading.model import Outcome, Status

SIGNS = {
    Outcome.PASSED: "✓",
    Outcome.READ: "✓",
    Outcome.SET: "✓",
    Outcome.FAILED: "✗",
    Outcome.ERROR: "!",
    Outcome.TIMEOUT: "⧖",
    Outcome.LIMIT: "⊘",
    Outcome.DIED: "†",
    Outcome.UNANSWERED: "○",
    Outcome.TO_READ: "…",
}
WORDS = {
    Outcome.PASSED: "right",
    Outcome.READ: "read",
    Outcome.SET: "set by a person",
    Outcome.FAILED: "not right yet",
    Outcome.ERROR: "ended with an error",
    Outcome.TIMEOUT: "ran too long",
    Outcome.LIMIT: "took too much and was stopped",
    Outcome.DIED: "ended Python itself",
    Outcome.UNANSWERED: "not answered",
    Outcome.TO_READ: "waits to be read",
}
STATES = {
    Status.GRADED: "graded",
    Status.WAITING: "graded; a written answer waits to be read",
    Status.UNREADABLE: "could not be graded",
    Status.MISSING: "not handed in",
    Status.UNTOLD: "cannot be told who",
}
