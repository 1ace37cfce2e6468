"""Work off the window's thread: verbs that write, one after the other in the order they were asked for; reads beside them.

Nothing else in this room starts a thread, but the case list's own query thread. A result comes back on the window's thread.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from foidesk.errors import UserError
from foidesk.log import log_fault

T = TypeVar("T")
Failed = Callable[[Exception], None]


@dataclass(slots=True)
class Job:
    """One thing under way. After `cancel` its result is dropped, and it does not begin if it has not begun."""

    verb: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Failed | None
    writes: bool
    channel: str = ""
    number: int = 0
    cancelled: bool = False
    value: Any = None
    error: Exception | None = field(default=None, repr=False)

    def cancel(self) -> None:
        """Want the result no longer."""
        self.cancelled = True


class Tasks(QObject):
    """Two workers: a single writer, so that verbs keep their order, and readers."""

    wrote = Signal()
    """A verb has written; what is shown may be out of date."""
    problem = Signal(Exception)
    """Something failed that nobody asked to hear about."""
    changed = Signal()
    """Work has begun or ended; see `writing` and `reading`."""
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="write")
        self._readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="read")
        self._latest: Counter[str] = Counter()
        self._writing = 0
        self._reading = 0
        self._when_idle: list[Callable[[], None]] = []
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def writing(self) -> int:
        """How many verbs are waiting or under way."""
        return self._writing

    @property
    def reading(self) -> int:
        """How many reads are waiting or under way."""
        return self._reading

    def write(self, verb: Callable[[], T], *, done: Callable[[T], None] | None = None, failed: Failed | None = None) -> Job:
        """Do a verb that changes the store, after those asked for before. `failed` hears of an error, else `problem` does."""
        job = Job(verb, done, failed, writes=True)
        self._writing += 1
        self._start(self._writer, job)
        return job

    def read(self, verb: Callable[[], T], *, done: Callable[[T], None], failed: Failed | None = None, channel: str = "") -> Job:
        """Do something that only reads. On a named channel a newer read makes the results of older ones unwanted."""
        job = Job(verb, done, failed, writes=False, channel=channel)
        if channel:
            self._latest[channel] += 1
            job.number = self._latest[channel]
        self._reading += 1
        self._start(self._readers, job)
        return job

    def when_written(self, then: Callable[[], None]) -> None:
        """Call back once no verb is waiting or under way; at once if none is."""
        if self._writing:
            self._when_idle.append(then)
        else:
            then()

    def close(self) -> None:
        """Wait for what is under way and take nothing new. What was typed must have been handed over before."""
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True, cancel_futures=True)

    def _start(self, pool: ThreadPoolExecutor, job: Job) -> None:
        pool.submit(self._run, job)
        self.changed.emit()

    def _run(self, job: Job) -> None:
        """On a worker's thread. A write is never skipped: it may be the last words that were typed."""
        try:
            if job.writes or not self._unwanted(job):
                job.value = job.verb()
        except Exception as error:  # every failure has to reach the officer
            job.error = error
        self._finished.emit(job)

    def _unwanted(self, job: Job) -> bool:
        return job.cancelled or (bool(job.channel) and job.number != self._latest[job.channel])

    @Slot(object)
    def _deliver(self, job: Job) -> None:
        if job.writes:
            self._writing -= 1
        else:
            self._reading -= 1
        self.changed.emit()
        if job.writes and job.error is None:
            self.wrote.emit()
        if job.error is not None and not (self._unwanted(job) and not job.writes):
            self._tell(job, job.error)
        elif not self._unwanted(job) and job.done is not None:
            job.done(job.value)
        if not self._writing:
            waiting, self._when_idle = self._when_idle, []
            for then in waiting:
                then()

    def _tell(self, job: Job, error: Exception) -> None:
        if not isinstance(error, UserError):
            log_fault(error)
        if job.failed is not None:
            job.failed(error)
        else:
            self.problem.emit(error)
