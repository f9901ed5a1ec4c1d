"""The tree of tasks on CPython: six levels of six branches, 46,656 leaves, 55,986 tasks.

usage: async_tree.py [VARIANT ...] [--repeat N] [--warmup N] [--uvloop]

A variant is a workload (none, io, memoization, cpu_io_mixed), with "_tg" for task groups in place of gather, and with "eager_" in front
for tasks that start eagerly ("eager" alone has no workload). One tree and one loop for all runs: the cache is full from the second run on.
"""

import argparse
import asyncio
import math
import random

from measuring import Meter, loop_factory, report, run

LEVELS = 6
BRANCHES = 6
TASKS = sum(BRANCHES**level for level in range(1, LEVELS + 1))
IO_SECONDS = 0.05
CACHED_PERCENT = 90
CPU_SHARE = 0.5
FACTORIAL_OF = 500
WORKLOADS = ("none", "io", "memoization", "cpu_io_mixed")


class Tree:
    def __init__(self, workload):
        self.work = getattr(self, workload)
        self.cache = {}
        self.sleeps = 0
        random.seed(0)

    async def gather(self, level):
        if level == 0:
            await self.work()
            return
        await asyncio.gather(*[self.gather(level - 1) for _ in range(BRANCHES)])

    async def group(self, level):
        if level == 0:
            await self.work()
            return
        async with asyncio.TaskGroup() as group:
            for _ in range(BRANCHES):
                group.create_task(self.group(level - 1))

    async def none(self):
        pass

    async def io(self):
        self.sleeps += 1
        await asyncio.sleep(IO_SECONDS)

    async def memoization(self):
        data = random.randint(1, 100)
        if data <= CACHED_PERCENT:
            if self.cache.get(data):
                return data
            self.cache[data] = True
        await self.io()
        return data

    async def cpu_io_mixed(self):
        if random.random() < CPU_SHARE:
            return math.factorial(FACTORIAL_OF)
        return await self.memoization()


def variants():
    for eager in (False, True):
        for workload in WORKLOADS:
            name = workload if not eager else "eager" if workload == "none" else "eager_" + workload
            yield name, workload, eager, False
            yield name + "_tg", workload, eager, True


async def measure(workload, eager, groups, warmup, repeat):
    if eager:
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    tree = Tree(workload)
    recurse = tree.group if groups else tree.gather
    runs = []
    for _ in range(warmup + repeat):
        tree.sleeps = 0
        with Meter() as meter:
            await recurse(LEVELS)
        runs.append(meter)
    return runs[warmup:], tree.sleeps


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--warmup", type=int, default=1)
    parser.add_argument("--uvloop", action="store_true")
    arguments = parser.parse_args()
    factory = loop_factory(arguments.uvloop)
    for name, workload, eager, groups in variants():
        if arguments.names and name not in arguments.names:
            continue
        main_coroutine = measure(workload, eager, groups, arguments.warmup, arguments.repeat)
        runs, sleeps = run(main_coroutine, factory)
        report("async_tree_" + name, runs, TASKS, sleeps=sleeps)


if __name__ == "__main__":
    main()
