"""Ways to run the same function over many tasks. Each gives the results in the order of the tasks."""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib.abc import MetaPathFinder
from typing import TypeVar

from khobao.errors import UnavailableError

Task = TypeVar("Task")
Result = TypeVar("Result")


class Engine:
    """Runs functions over tasks: in this process, or in up to `workers` others, once they have started.

    They are spawned, not forked, since a fork copies the threads of Arrow in whatever state they are, and stay until
    the engine is closed.
    """

    def __init__(self, workers: int = 1) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def run(self, function: Callable[[Task], Result], tasks: Sequence[Task], *, worth: bool = True) -> Iterator[Result]:
        """`function` over `tasks`; in other processes it has to be picklable.

        `worth` says whether the tasks take longer than processes take to start, about a second. Raises
        :class:`UnavailableError` when a worker is killed.
        """
        if self._workers <= 1 or len(tasks) <= 1 or not (worth or self._pool):
            yield from map(function, tasks)
            return
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._workers, mp_context=context, initializer=_hide_pandas)
        try:
            yield from self._pool.map(function, tasks)
        except BrokenProcessPool as error:
            message = "a worker process was killed, by the system or by hand"
            raise UnavailableError("worker/lost", message, ".") from error

    def close(self) -> None:
        """End the processes; tasks that have not begun are dropped."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def engine(workers: int = 1) -> Iterator[Engine]:
    """An engine of up to `workers` processes, which end with the block."""
    running = Engine(workers)
    try:
        yield running
    finally:
        running.close()


class _NoPandas(MetaPathFinder):
    """Hides pandas: to tell whether a list is one of its series, Arrow loads it, which takes a worker 0.3 s."""

    def find_spec(self, fullname: str, *_: object) -> None:
        """Raise ImportError for pandas."""
        if fullname == "pandas":
            raise ModuleNotFoundError("pandas is not looked for here", name=fullname)


def _hide_pandas() -> None:
    sys.meta_path.insert(0, _NoPandas())
