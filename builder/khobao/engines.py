"""Ways to run the same function over many tasks. Each gives the results in the order of the tasks."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from khobao.errors import UnavailableError

Task = TypeVar("Task")
Result = TypeVar("Result")


def run(function: Callable[[Task], Result], tasks: Sequence[Task], workers: int = 1) -> Iterator[Result]:
    """`function` over `tasks`: in this process, or in `workers` spawned ones, which need it to be picklable.

    Spawned, not forked: a fork copies the threads of Arrow in whatever state they are. Raises
    :class:`UnavailableError` when a worker is killed.
    """
    if workers <= 1 or len(tasks) <= 1:
        yield from map(function, tasks)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(tasks)), mp_context=context) as pool:
        try:
            yield from pool.map(function, tasks)
        except BrokenProcessPool as error:
            message = "a worker process was killed, by the system or by hand"
            raise UnavailableError("worker/lost", message, ".") from error
