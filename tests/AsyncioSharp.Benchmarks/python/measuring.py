"""Clocks and output shared by the scripts. The C# side counts the same way."""

import asyncio
import json
import time


class Meter:
    """Wall time and processor time (all threads) of a stretch of code."""

    def __init__(self):
        self.wall = 0
        self.cpu = 0

    def __enter__(self):
        self._cpu = time.process_time_ns()
        self._wall = time.perf_counter_ns()
        return self

    def __exit__(self, *error):
        self.wall += time.perf_counter_ns() - self._wall
        self.cpu += time.process_time_ns() - self._cpu


def report(name, meters, operations, **more):
    """One JSON line: the best of the runs, per operation."""
    line = {
        "name": name,
        "ns_per_op": round(min(m.wall for m in meters) / operations, 2),
        "cpu_ns_per_op": round(min(m.cpu for m in meters) / operations, 2),
    }
    print(json.dumps(line | more), flush=True)


def loop_factory(use_uvloop):
    """The default loop, or uvloop's."""
    if not use_uvloop:
        return None
    import uvloop

    return uvloop.new_event_loop


def run(main, factory):
    """As asyncio.run, whose loop_factory is newer than uvloop's oldest Python."""
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(main)
