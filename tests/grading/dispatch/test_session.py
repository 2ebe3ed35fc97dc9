"""A class is graded: what is new, once, by whoever has a lease; what fails is said, and the rest is kept."""

from __future__ import annotations

import io
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import pytest

from coursekit.grading.autograde.autograde import grade_patiently
from coursekit.grading.dispatch.progress import Progress
from coursekit.grading.dispatch.session import Session
from coursekit.grading.gradebook.leases import Leases
from coursekit.grading.gradebook.records import Handed
from coursekit.grading.gradebook.store import Gradebook
from coursekit.grading.lms.origins import Origin
from coursekit.grading.model import GradingError, Master, Result, Settings, Status
from coursekit.grading.submissions.find import Submission
from coursekit.grading.submissions.prepare import Prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MASTER = Master("01", "01-x.ipynb", "X", (), (), {}, "m")


class Workers:
    """Grade at once, in this process; a file that says so fails, or stops the class."""

    broken: tuple[type[Exception], ...] = (GradingError,)

    def __init__(self) -> None:
        self.graded: list[bytes] = []
        self.stopped = False

    def get_ready(self, settings: Settings) -> None: ...

    def at_once(self) -> int:
        return 2

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:  # noqa: ANN401 - what a worker is given
        future: Future[Any] = Future()
        if function is not grade_patiently:
            future.set_result(None)
            return future
        if arguments[0] == b"Ctrl-C":
            raise KeyboardInterrupt
        self.graded.append(arguments[0])
        if arguments[0] == b"fails":
            future.set_exception(GradingError("the machine is full"))
        else:
            future.set_result(Result(Status.GRADED, ()))
        return future

    def stop(self) -> None:
        self.stopped = True

    def close(self) -> None: ...


@pytest.fixture
def gradebook(tmp_path: Path) -> Iterator[Gradebook]:
    with Gradebook(tmp_path / "gradebook.sqlite") as opened:
        yield opened


def prepared(learner: str, content: bytes = b"fine", refused: Result | None = None) -> Prepared:
    handed = Handed(learner, "01", f"{learner}/01.ipynb", {}, content.decode(), MASTER.digest)
    source = Submission(learner, "01", handed.path, Origin(learner, "01.ipynb"), lambda _: content)
    return Prepared(handed, source, refused)


def session(gradebook: Gradebook, workers: Workers) -> Session:
    return Session(gradebook, {"01": MASTER}, Settings(), workers)


def bar(total: int) -> Progress:
    return Progress(total, io.StringIO())


def test_what_is_new_is_graded_once(gradebook: Gradebook) -> None:
    workers = Workers()
    people = [prepared("anna"), prepared("bo", b"other")]
    tally = session(gradebook, workers).grade(people, bar)
    assert (tally.graded, tally.before, tally.failures) == (2, 0, [])
    tally = session(gradebook, workers).grade(people, bar)
    assert (tally.graded, tally.before) == (0, 2)
    assert sorted(workers.graded) == [b"fine", b"other"]
    assert [record.learner for record in gradebook.records()] == ["anna", "bo"]


def test_again_grades_all_of_it(gradebook: Gradebook) -> None:
    workers = Workers()
    session(gradebook, workers).grade([prepared("anna")], bar)
    assert session(gradebook, workers).grade([prepared("anna")], bar, again=True).graded == 1
    assert workers.graded == [b"fine", b"fine"]


def test_a_failure_costs_nobody_else_a_result(gradebook: Gradebook) -> None:
    tally = session(gradebook, Workers()).grade([prepared("anna", b"fails"), prepared("bo")], bar)
    assert tally.failures == ["anna/01.ipynb: the machine is full"]
    assert tally.graded == 1
    assert [record.learner for record in gradebook.records()] == ["bo"]


def test_what_is_refused_is_kept_and_never_run(gradebook: Gradebook) -> None:
    workers = Workers()
    refused = Result(Status.UNREADABLE, (), "It is no notebook.")
    assert session(gradebook, workers).grade([prepared("anna", refused=refused)], bar).graded == 1
    assert workers.graded == []
    (record,) = gradebook.records()
    assert record.result.reason == "It is no notebook."


def test_what_another_run_has_graded_meanwhile_is_left_to_it(
    gradebook: Gradebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    workers = Workers()
    gradebook.store(prepared("anna").handed, Result(Status.GRADED, ()))
    # As if the other run had stored it after this one looked.
    monkeypatch.setattr(gradebook, "has", lambda *_: False)
    tally = session(gradebook, workers).grade([prepared("anna")], bar)
    assert (tally.graded, tally.elsewhere, workers.graded) == (0, 1, [])


def test_ctrl_c_keeps_what_was_graded_and_gives_its_leases_back(gradebook: Gradebook) -> None:
    workers = Workers()
    tally = session(gradebook, workers).grade([prepared("anna"), prepared("bo", b"Ctrl-C")], bar)
    assert tally.stopped
    assert workers.stopped
    assert gradebook.connection.execute("SELECT count(*) FROM claims").fetchone() == (0,)
    assert Leases(gradebook).take(prepared("bo", b"Ctrl-C").handed.key).value == "mine"
