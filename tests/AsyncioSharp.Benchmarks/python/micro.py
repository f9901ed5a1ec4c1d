"""The 26 micro benchmarks on CPython. What one operation is, stands at the C# body of the same name.

usage: micro.py [NAME ...] [--repeat N] [--uvloop]
"""

import argparse
import asyncio
import threading

from measuring import Meter, loop_factory, report, run

MILLISECOND = 0.001
MINUTE = 60.0


async def noop():
    pass


def nothing():
    pass


# Awaits that do not suspend.


async def await_completed(n):
    with Meter() as meter:
        for _ in range(n):
            await noop()
    return meter


async def nested(depth):
    if depth:
        await nested(depth - 1)


async def await_deep10(n):
    with Meter() as meter:
        for _ in range(n):
            await nested(10)
    return meter


async def await_done_future(n):
    future = asyncio.get_running_loop().create_future()
    future.set_result(1)
    with Meter() as meter:
        for _ in range(n):
            await future
    return meter


# Ways through the ready queue.


async def spin(n):
    for _ in range(n):
        await asyncio.sleep(0)


async def sleep0(n):
    with Meter() as meter:
        for _ in range(n):
            await asyncio.sleep(0)
    return meter


async def switch(n, tasks):
    with Meter() as meter:
        await asyncio.gather(*[spin(n // tasks) for _ in range(tasks)])
    return meter


async def switch_2tasks(n):
    return await switch(n, 2)


async def switch_1000tasks(n):
    return await switch(n, 1000)


async def call_soon(n):
    loop = asyncio.get_running_loop()
    with Meter() as meter:
        for _ in range(n // 1000):
            for _ in range(1000):
                loop.call_soon(nothing)
            await asyncio.sleep(0)
    return meter


# Tasks from creation to end.


async def create_await(n):
    create = asyncio.create_task
    with Meter() as meter:
        for _ in range(n):
            await create(noop())
    return meter


async def create_gather10k(n):
    with Meter() as meter:
        await asyncio.gather(*[noop() for _ in range(n)])
    return meter


async def tg_10k(n):
    with Meter() as meter:
        async with asyncio.TaskGroup() as group:
            for _ in range(n):
                group.create_task(noop())
    return meter


async def cancel_task(n):
    create = asyncio.create_task
    with Meter() as meter:
        for _ in range(n // 100):
            tasks = [create(asyncio.sleep(MINUTE)) for _ in range(100)]
            await asyncio.sleep(0)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    return meter


# Waiters that something wakes.


async def future_wake(n):
    new = asyncio.get_running_loop().create_future
    ping, pong = new(), new()

    async def wait_first():
        nonlocal ping
        for _ in range(n // 2):
            await ping
            ping = new()
            pong.set_result(None)

    async def wake_first():
        nonlocal pong
        for _ in range(n // 2):
            ping.set_result(None)
            await pong
            pong = new()

    with Meter() as meter:
        await asyncio.gather(wait_first(), wake_first())
    return meter


async def event_broadcast(n):
    meter = Meter()
    for _ in range(n // 1000):
        event = asyncio.Event()
        tasks = [asyncio.create_task(event.wait()) for _ in range(1000)]
        await asyncio.sleep(0)
        with meter:
            event.set()
            await tasks[-1]
    return meter


# Queues between two tasks.


async def queue_pingpong(n):
    there, back = asyncio.Queue(), asyncio.Queue()

    async def answer():
        for _ in range(n):
            back.put_nowait(await there.get())

    task = asyncio.create_task(answer())
    with Meter() as meter:
        for i in range(n):
            there.put_nowait(i)
            await back.get()
    await task
    return meter


async def queue_buffered(n):
    queue = asyncio.Queue(100)

    async def produce():
        for i in range(n):
            await queue.put(i)

    async def consume():
        for _ in range(n):
            await queue.get()

    with Meter() as meter:
        await asyncio.gather(produce(), consume())
    return meter


# Timers and limits.


class Countdown:
    """A callback that completes a future when it was called often enough."""

    def __init__(self, calls):
        self.left = calls
        self.done = asyncio.get_running_loop().create_future()

    def __call__(self):
        self.left -= 1
        if not self.left:
            self.done.set_result(None)


async def timers_100k(n):
    loop = asyncio.get_running_loop()
    countdown = Countdown(n)
    state = 12345
    with Meter() as meter:
        for _ in range(n):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            loop.call_later(state % 1000 * 1e-6, countdown)
        await countdown.done
    return meter


async def timers_cancel(n):
    loop = asyncio.get_running_loop()
    with Meter() as meter:
        for i in range(n):
            loop.call_later(MINUTE, nothing).cancel()
            if i % 1000 == 0:
                await asyncio.sleep(0)
    return meter


async def sleep_tasks_10k(n):
    with Meter() as meter:
        await asyncio.gather(*[asyncio.sleep(MILLISECOND) for _ in range(n)])
    return meter


async def timeout_nofire(n):
    with Meter() as meter:
        for i in range(n):
            async with asyncio.timeout(MINUTE):
                await noop()
            if i % 1000 == 0:
                await asyncio.sleep(0)
    return meter


async def wait_for_nofire(n):
    with Meter() as meter:
        for i in range(n):
            await asyncio.wait_for(noop(), MINUTE)
            if i % 1000 == 0:
                await asyncio.sleep(0)
    return meter


# Locks and semaphores.


async def lock_uncontended(n):
    lock = asyncio.Lock()
    with Meter() as meter:
        for _ in range(n):
            async with lock:
                pass
    return meter


async def contend(n, permits, tasks):
    async def work():
        for _ in range(n // tasks):
            async with permits:
                await asyncio.sleep(0)

    with Meter() as meter:
        await asyncio.gather(*[work() for _ in range(tasks)])
    return meter


async def lock_contended(n):
    return await contend(n, asyncio.Lock(), 100)


async def semaphore_10(n):
    return await contend(n, asyncio.Semaphore(10), 1000)


# Other threads.


async def threadsafe_wake(n):
    loop = asyncio.get_running_loop()
    go = threading.Semaphore(0)
    wake = None

    def other():
        while True:
            go.acquire()
            if wake is None:
                return
            loop.call_soon_threadsafe(wake.set_result, None)

    thread = threading.Thread(target=other)
    thread.start()
    with Meter() as meter:
        for _ in range(n):
            wake = loop.create_future()
            go.release()
            await wake
    wake = None
    go.release()
    thread.join()
    return meter


async def threadsafe_burst(n):
    loop = asyncio.get_running_loop()
    countdown = Countdown(n)

    def other():
        for _ in range(n):
            loop.call_soon_threadsafe(countdown)

    thread = threading.Thread(target=other)
    with Meter() as meter:
        thread.start()
        await countdown.done
    thread.join()
    return meter


async def to_thread(n):
    with Meter() as meter:
        for _ in range(n):
            await asyncio.to_thread(nothing)
    return meter


OPERATIONS = {
    await_completed: 300_000,
    await_deep10: 40_000,
    await_done_future: 300_000,
    sleep0: 100_000,
    switch_2tasks: 200_000,
    switch_1000tasks: 300_000,
    create_await: 50_000,
    create_gather10k: 10_000,
    tg_10k: 10_000,
    future_wake: 50_000,
    queue_pingpong: 50_000,
    queue_buffered: 100_000,
    timers_100k: 100_000,
    timers_cancel: 100_000,
    sleep_tasks_10k: 10_000,
    timeout_nofire: 50_000,
    wait_for_nofire: 50_000,
    lock_uncontended: 200_000,
    lock_contended: 50_000,
    semaphore_10: 50_000,
    event_broadcast: 50_000,
    call_soon: 200_000,
    cancel_task: 20_000,
    threadsafe_wake: 3_000,
    threadsafe_burst: 100_000,
    to_thread: 3_000,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--uvloop", action="store_true")
    arguments = parser.parse_args()
    factory = loop_factory(arguments.uvloop)
    for body, operations in OPERATIONS.items():
        if arguments.names and body.__name__ not in arguments.names:
            continue
        runs = [run(body(operations), factory) for _ in range(arguments.repeat)]
        report(body.__name__, runs, operations)


if __name__ == "__main__":
    main()
