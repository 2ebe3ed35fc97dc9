"""The learner's log: every answer, one line each, in one file that only grows.

A line is written with one call, under a lock where the system has one, and reaches the disk before the learner is told.
So two notebooks may write at once, and a power cut costs at most the line that was being written: what is left of such
a line is passed over and reported, and the next answer begins on a line of its own.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import unicodedata
from codecs import BOM_UTF8
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit import tables
from coursekit.course import find_course, variable
from coursekit.files import digits_of, is_reserved, locked, whole_characters
from coursekit.words import N_, gettext, ngettext

if TYPE_CHECKING:
    from coursekit.quiz.question import Question

VERSION = 1
FIELDS = {"v": int, "time": str, "question": str, "type": str, "response": dict, "outcome": str}
LONGEST_NAME = 60
# How JSON writes half of a surrogate pair; a whole pair begins so too.
HALF_ESCAPED = b"\\ud"
MOST_TOLD = 3
# The outcome of a line that says that an answer was shown: no answer of the learner's.
SEEN = "seen"
MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August")),
    *(N_("September"), N_("October"), N_("November"), N_("December")),
)


@dataclass
class Log:
    """One learner's answers.

    Attributes:
        path: the file.
        records: every answer that could be read, oldest first.
        problems: what could not be read or written, in words.
        kept: whether new answers reach the file; else they live in this kernel only.
    """

    path: Path
    records: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    kept: bool = True
    _known: set[str] = field(default_factory=set)
    _told: int = 0
    _read: int = 0
    _line: int = 0

    def refresh(self) -> None:
        """Read what has been added to the file since the last time, by this kernel or another."""
        try:
            with self.path.open("rb") as file:
                if file.seek(0, os.SEEK_END) < self._read:
                    self._begin_again()
                file.seek(self._read)
                added = file.read()
        except FileNotFoundError:
            return
        except OSError as error:
            self._report(gettext("The answers in {path} cannot be read ({why}).", path=self.path, why=error.strerror))
            return
        # A line without its end may still be being written: it is read when its end is there.
        whole = added[: added.rfind(b"\n") + 1]
        if self._read == 0 and added[len(whole) :].strip():
            self._report(
                gettext(
                    "The last line of {file} is not whole and was passed over; it stays in the file.",
                    file=self.path.name,
                )
            )
        self._read += len(whole)
        for line in whole.split(b"\n")[:-1]:
            self._line += 1
            self._take(line)

    def _begin_again(self) -> None:
        """Forget what was read: the learner has deleted or shortened the file."""
        self.records.clear()
        self._read = self._line = 0

    def _take(self, line: bytes) -> None:
        if not line.strip():
            return
        try:
            # Text is read faster than bytes. A program that has shown the file may have put a mark at its start.
            record = json.loads(line.removeprefix(BOM_UTF8).decode("utf-8"))
            if HALF_ESCAPED in line.lower():
                # The file keeps it as it is; Jupyter's messages, which carry answers to the page, take no half.
                record = whole_characters(record)
            fits = all(isinstance(record.get(name), kind) for name, kind in FIELDS.items())
        except (ValueError, AttributeError, RecursionError):
            # A line of ten thousand brackets is rubbish too.
            fits = False
        if not fits:
            self._report(
                gettext(
                    "Line {line} of {file} is no whole answer and was passed over; it stays in the file.",
                    line=self._line,
                    file=self.path.name,
                )
            )
        elif record["v"] > VERSION:
            self._report(
                gettext(
                    "Line {line} of {file} was written by a newer version of the course and was passed over; it stays "
                    "in the file.",
                    line=self._line,
                    file=self.path.name,
                )
            )
        else:
            self.records.append(record)

    def append(self, record: dict[str, Any]) -> bool:
        """Add an answer: to the file if that can be written, in any case to this kernel.

        Args:
            record: ``question``, ``type``, ``response``, ``outcome`` and what else is to be kept.

        Returns:
            Whether the answer is in the file.
        """
        now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        record = {"v": VERSION, "time": now, **record}
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        # Half a surrogate pair is no character: it is written as JSON's own escape, and read back as it was.
        line = text.encode("utf-8", "backslashreplace") + b"\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            _write_line(self.path, line)
        except OSError as error:
            self.kept = False
            self.records.append(whole_characters(record))
            self._report(
                gettext(
                    "Your answers cannot be kept: {path} cannot be written ({why}). You can go on, but this answer is "
                    "gone when the notebook's kernel stops. What to do: open the course in a folder of your own, or "
                    "set the environment variable {variable} to one.",
                    path=self.path,
                    why=error.strerror,
                    variable=f"{find_course().name.upper()}_ANSWERS",
                )
            )
            return False
        self.kept = True
        self.refresh()
        return True

    def history(self, question_id: str) -> list[dict[str, Any]]:
        """Return every line of a question, oldest first: answers, and that its answer was shown."""
        return [record for record in self.records if record["question"] == question_id]

    def latest(self, question_id: str) -> dict[str, Any] | None:
        """Return the last answer to a question, or None."""
        own = (record for record in reversed(self.records) if record["question"] == question_id)
        return next((record for record in own if record["outcome"] != SEEN), None)

    def tries(self, question: Question) -> list[dict[str, Any]]:
        """Return every answer to a question as it is worded now, oldest first."""
        answered = (record for record in self.history(question.id) if record["outcome"] != SEEN)
        return [record for record in answered if record.get("wording") == question.wording]

    def was_seen(self, question_id: str) -> bool:
        """Tell whether the answer to a question was shown."""
        return any(record["outcome"] == SEEN for record in self.history(question_id))

    def news(self) -> str:
        """Return what has not been told yet of the problems, briefly; each is told once, not under every question."""
        new = self.problems[self._told :]
        self._told = len(self.problems)
        left = len(new) - MOST_TOLD
        more = ngettext(
            "{n} more problem: quiz.progress() lists them.", "{n} more problems: quiz.progress() lists them.", left
        )
        return " ".join([*new[:MOST_TOLD], *([more] if left > 0 else [])])

    def _report(self, problem: str) -> None:
        if problem not in self._known:
            self._known.add(problem)
            self.problems.append(problem)


_open_logs: dict[Path, Log] = {}


def learner_log() -> Log:
    """Return the log of the learner at this computer, read up to now.

    The folder is ``$COURSEKIT_ANSWERS``, else the course's folder of answers; the name is ``$COURSEKIT_LEARNER``, else
    ``learner``. The course's own variables, such as ``$THIRTEENTH_ANSWERS``, mean the same.

    Raises:
        CourseNotFoundError: the folder was not given and the course was not found.
    """
    course = find_course()
    given = variable("ANSWERS", course)
    folder = Path(given).expanduser() if given else tables.course_dir() / course.folders.answers
    path = folder / f"{file_name(variable('LEARNER', course) or 'learner')}.jsonl"
    log = _open_logs.setdefault(path, Log(path))
    log.refresh()
    return log


def file_name(learner: str) -> str:
    """Return a file name for a learner's name that every system takes and no other name shares.

    Args:
        learner: any text, such as ``Łódź`` or ``a/b``.
    """
    name = unicodedata.normalize("NFC", learner)
    safe = re.sub(r"[^\w-]", "_", name).casefold()[:LONGEST_NAME]
    if safe == name and not is_reserved(safe):
        return safe
    # Where the name had to change, a few digits of its own keep two learners apart.
    return f"{safe}-{digits_of(name)}"


def _write_line(path: Path, line: bytes) -> None:
    """Append one line with one call, on a line of its own, and wait until it is on the disk."""
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with locked(descriptor):
            size = os.fstat(descriptor).st_size
            if size and _last_byte(descriptor, size) != b"\n":
                line = b"\n" + line
            written = os.write(descriptor, line)
            if written != len(line):
                raise OSError(28, "No space left on device")
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _last_byte(descriptor: int, size: int) -> bytes:
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1)


def time_in_words(time: str) -> str:
    """Return the local day and time of a log line in words, or the text itself when it is no time."""
    try:
        local = dt.datetime.fromisoformat(time).astimezone()
    except (ValueError, OverflowError):
        return time
    month = gettext(MONTHS[local.month - 1])
    return gettext("{day} {month} {year}, {time}", day=local.day, month=month, year=local.year, time=f"{local:%H:%M}")
