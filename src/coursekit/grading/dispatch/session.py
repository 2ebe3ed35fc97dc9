"""Grade a class: find what is to do, let several processes do it, keep each result, write the reports."""

from __future__ import annotations

import logging
import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coursekit.grading.assignments.notebook import UnreadableError
from coursekit.grading.autograde.autograde import grade_patiently, prove, unreadable
from coursekit.grading.autograde.run import StoppedError
from coursekit.grading.gradebook.leases import Lease, Leases
from coursekit.grading.submissions.prepare import Prepared, read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coursekit.grading.dispatch.local import Workers
    from coursekit.grading.dispatch.progress import Progress
    from coursekit.grading.gradebook.store import Gradebook
    from coursekit.grading.model import Master, Result, Settings

LOG = logging.getLogger(__name__)
HEARTBEAT_S = 5.0
TICK_S = 0.5
MOST_LEASES = 100


@dataclass
class Tally:
    """What a run did.

    Attributes:
        graded: submissions graded now.
        before: submissions that had been graded before.
        elsewhere: submissions that another run graded meanwhile.
        failures: submissions that could not be graded, through no fault of the learner.
        stopped: the instructor stopped the run.
    """

    graded: int = 0
    before: int = 0
    elsewhere: int = 0
    failures: list[str] = field(default_factory=list)
    stopped: bool = False


class Session:
    """Grades submissions into a gradebook with several jobs at once."""

    def __init__(
        self, gradebook: Gradebook, masters: Mapping[str, Master], settings: Settings, workers: Workers
    ) -> None:
        """Make a session that has done nothing yet.

        Args:
            gradebook: where results are kept.
            masters: the masters by sheet.
            settings: the limits, and the course's files.
            workers: who grades.
        """
        self._gradebook = gradebook
        self._masters = masters
        self._settings = settings
        self._workers = workers
        self._leases = Leases(gradebook)
        self._limits = settings.limits
        self._contents: dict[str, bytes] = {}
        self._again: set[str] = set()
        self.tally = Tally()

    def grade(self, prepared: Sequence[Prepared], progress: Callable[[int], Progress], *, again: bool = False) -> Tally:
        """Grade what has not been graded; stop when the instructor presses Ctrl-C.

        Args:
            prepared: the submissions.
            progress: makes the progress bar for so many submissions.
            again: also grade what has been graded before.

        Returns:
            What was done.

        Raises:
            GradingError: a master or the gradebook cannot be used. What was graded is kept.
        """
        to_do = [
            submission
            for submission in prepared
            if again or not self._gradebook.has(submission.handed.key, self._limits)
        ]
        self._again = {submission.handed.key for submission in to_do if self._gradebook.has(submission.handed.key)}
        self.tally.before = len(prepared) - len(to_do)
        bar = progress(len(to_do))
        try:
            try:
                self._get_ready({submission.handed.sheet for submission in to_do if submission.refused is None})
                self._grade_all(to_do, bar)
            except BaseException:
                self._workers.stop()
                raise
        except KeyboardInterrupt:
            self.tally.stopped = True
        finally:
            bar.end()
            self._leases.leave()
        for submission in prepared:
            if self._gradebook.has(submission.handed.key):
                self._gradebook.make_newest(submission.handed)
        return self.tally

    def _get_ready(self, sheets: set[str]) -> None:
        """Let the workers get ready, and each master that is needed grade itself."""
        needed = [self._masters[sheet] for sheet in sorted(sheets)]
        if needed:
            self._workers.get_ready(self._settings)
        self._prove(needed)

    def _prove(self, needed: Sequence[Master]) -> None:
        proofs = [
            (master, self._workers.submit(prove, master, self._settings))
            for master in needed
            if not self._gradebook.is_proven(master.digest)
        ]
        for master, proof in proofs:
            while not proof.done():
                wait([proof], timeout=TICK_S)
                self._leases.heartbeat()
            proof.result()
            self._gradebook.note_proven(master.digest)

    def _grade_all(self, to_do: Sequence[Prepared], bar: Progress) -> None:
        """Take leases and grade until nothing is left; what another run grades meanwhile is waited for."""
        waiting = deque(to_do)
        running: dict[Future[Result], Prepared] = {}
        lived = time.monotonic()
        while waiting or running:
            self._begin(waiting, running, bar)
            ended = wait(running, timeout=TICK_S, return_when=FIRST_COMPLETED).done
            for future in ended:
                self._keep(running.pop(future), future, bar)
            # What is left is in the hands of another run.
            if waiting and not running and not ended:
                time.sleep(TICK_S)
            if time.monotonic() - lived > HEARTBEAT_S:
                self._leases.heartbeat()
                lived = time.monotonic()
                bar.draw()

    def _begin(self, waiting: deque[Prepared], running: dict[Future[Result], Prepared], bar: Progress) -> None:
        """Take leases until every job has a submission; those that another run has go to the end of the queue."""
        at_once = self._workers.at_once()
        for _ in range(min(len(waiting), MOST_LEASES)):
            if len(running) >= at_once:
                return
            submission = waiting.popleft()
            lease = self._leases.take(submission.handed.key, again=submission.handed.key in self._again)
            if lease is Lease.MINE:
                self._start(submission, running, bar)
            elif lease is Lease.TAKEN:
                waiting.append(submission)
            else:
                self.tally.elsewhere += 1
                bar.step()

    def _start(self, submission: Prepared, running: dict[Future[Result], Prepared], bar: Progress) -> None:
        """Give a submission to the workers, if there is something to grade in it."""
        result, data = submission.refused, b""
        if result is None:
            try:
                data = read(submission.submission)
            except UnreadableError as error:
                result = unreadable(self._masters[submission.handed.sheet], str(error))
        if result is not None:
            self._store(submission, result, bar)
            return
        self._contents[submission.handed.key] = data
        master = self._masters[submission.handed.sheet]
        settings = replace(self._settings, label=f"{submission.handed.path}")
        running[self._workers.submit(grade_patiently, data, master, settings)] = submission

    def _keep(self, submission: Prepared, future: Future[Result], bar: Progress) -> None:
        try:
            result = future.result()
        except StoppedError:
            return
        except self._workers.broken as error:
            self.tally.failures.append(f"{submission.handed.path}: {error}")
            bar.step()
        else:
            self._store(submission, result, bar)

    def _store(self, submission: Prepared, result: Result, bar: Progress) -> None:
        content = self._contents.pop(submission.handed.key, None)
        self._gradebook.store(submission.handed, result, content, self._limits)
        self._log(submission, result)
        self.tally.graded += 1
        bar.step()

    @staticmethod
    def _log(submission: Prepared, result: Result) -> None:
        spent = ", ".join(f"{phase} {seconds:.1f} s" for phase, seconds in result.seconds.items())
        LOG.info("%s: %s%s", submission.handed.path, result.status, f" ({spent})" if spent else "")
        for item in result.items:
            LOG.debug("%s: %s %s %s", submission.handed.path, item.grade_id, item.outcome, item.hint)
