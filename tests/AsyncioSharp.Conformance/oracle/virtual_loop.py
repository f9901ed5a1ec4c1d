"""asyncio on virtual time, with an order where asyncio leaves one open.

Time counts in whole ticks and jumps to the next timer when nothing is ready. Left open by asyncio, and fixed here to creation order: timers that
are due at the same time, the tasks that a group cancels, the done tasks that as_completed starts with.
"""
import asyncio
import heapq
import itertools
from asyncio import base_events, events, taskgroups, tasks


class Deadlock(BaseException):
    """Nothing is ready and no timer is set."""


class OrderedSet(dict):
    """What TaskGroup and as_completed need of a set, in insertion order."""

    def __init__(self, items=()):
        super().__init__((item, None) for item in items)

    def add(self, item):
        self[item] = None

    def remove(self, item):
        del self[item]

    def discard(self, item):
        self.pop(item, None)


class _Timer(events.TimerHandle):
    __slots__ = ("number",)

    def __lt__(self, other):
        return (self._when, self.number) < (other._when, other.number)


class VirtualLoop(base_events.BaseEventLoop):
    """Counts its iterations. It is its own selector, one that no file ever makes ready."""

    def __init__(self):
        super().__init__()
        self.iteration = 0
        self.now = 0
        self._clock_resolution = 1
        self._selector = self
        self._numbers = itertools.count()

    def time(self):
        return self.now

    def select(self, timeout):
        if timeout is None:
            raise Deadlock
        self.now += timeout
        return []

    def call_at(self, when, callback, *args, context=None):
        timer = _Timer(when, callback, args, self, context)
        timer.number = next(self._numbers)
        timer._scheduled = True
        heapq.heappush(self._scheduled, timer)
        return timer

    def _run_once(self):
        self.iteration += 1
        super()._run_once()

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass


class Group(taskgroups.TaskGroup):
    """A TaskGroup in creation order.

    A child that is done when create_task returns, because it started eagerly, is handled in the next iteration: CPython does so since 3.13.2
    (gh-128588); before, create_task called the group's callback itself.
    """

    def __init__(self):
        super().__init__()
        self._tasks = OrderedSet()

    def create_task(self, coro):
        if self._aborting or (self._exiting and not self._tasks):
            coro.close()
            raise RuntimeError("the group takes no more tasks")
        task = self._loop.create_task(coro)
        self._tasks.add(task)
        task.add_done_callback(self._on_task_done)
        return task


class Completions(tasks._AsCompletedIterator):
    """as_completed over tasks, in argument order."""

    def __init__(self, awaited, timeout):
        super().__init__((), None)
        self._todo = OrderedSet(awaited)
        self._todo_left = len(self._todo)
        for task in self._todo:
            task.add_done_callback(self._handle_completion)
        if self._todo and timeout is not None:
            self._timeout_handle = asyncio.get_running_loop().call_later(timeout, self._handle_timeout)
