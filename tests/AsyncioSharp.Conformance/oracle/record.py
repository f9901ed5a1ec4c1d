#!/usr/bin/env python3
"""Runs programs of the conformance language on CPython and writes down what happens.

    record.py < programs.jsonl > traces.jsonl        (CPython 3.13 or newer)

A line of a trace is "iteration|time|task|event". The operations are those of the interpreter in C# next door, in the same order.
"""
import asyncio
import contextvars
import gc
import json
import logging
import sys
import warnings

from virtual_loop import Completions, Deadlock, Group, VirtualLoop

MAX_TASKS = 120
MAX_TRACE = 3000
WAIT_MODES = {"F": asyncio.FIRST_COMPLETED, "E": asyncio.FIRST_EXCEPTION, "A": asyncio.ALL_COMPLETED}
SHUTDOWN_MESSAGE = "unhandled exception during asyncio.run() shutdown"

variable = contextvars.ContextVar("variable", default=0)


class UserError(Exception):
    """What the operation raise throws."""


ERRORS = {
    asyncio.CancelledError: "Cancelled",
    TimeoutError: "Timeout",
    asyncio.InvalidStateError: "InvalidState",
    asyncio.QueueEmpty: "QueueEmpty",
    asyncio.QueueFull: "QueueFull",
    asyncio.QueueShutDown: "QueueShutDown",
    asyncio.BrokenBarrierError: "BrokenBarrier",
    RuntimeError: "RuntimeError",
    ValueError: "ValueError",
}

HANDLERS = {
    "user": UserError,
    "timeout": TimeoutError,
    "cancel": asyncio.CancelledError,
    "group": BaseExceptionGroup,
    "any": Exception,
    "base": BaseException,
}

OBJECTS = {
    "queue": lambda d: asyncio.Queue(d["max"]),
    "pqueue": lambda d: asyncio.PriorityQueue(d["max"]),
    "lqueue": lambda d: asyncio.LifoQueue(d["max"]),
    "lock": lambda d: asyncio.Lock(),
    "sem": lambda d: asyncio.Semaphore(d["n"]),
    "bsem": lambda d: asyncio.BoundedSemaphore(d["n"]),
    "event": lambda d: asyncio.Event(),
    "cond": lambda d: asyncio.Condition(),
    "barrier": lambda d: asyncio.Barrier(d["n"]),
}


def text(value):
    """A value as it stands in a trace; exceptions by class, because their texts change between versions."""
    if isinstance(value, UserError):
        return f"User({value})"
    if isinstance(value, BaseExceptionGroup):
        return f"Group[{','.join(map(text, value.exceptions))}]"
    if isinstance(value, BaseException):
        return ERRORS.get(type(value)) or "?" + type(value).__name__
    if isinstance(value, list):
        return f"[{','.join(map(text, value))}]"
    return {None: "-", True: "T", False: "F"}.get(value, str(value)) if value is None or isinstance(value, bool) else str(value)


class Machine:
    """One program and its loop."""

    def __init__(self, program):
        self.functions = program["fns"]
        self.trace = []
        self.over = False
        self.tasks = {}         # variables
        self.created = []       # every task, in creation order; holds them, so that none is collected
        self.children = {}
        self.budget = MAX_TASKS
        self.loop = VirtualLoop()
        self.loop.set_exception_handler(self.on_error)
        self.loop.set_task_factory(self.make_eager if program.get("eager") else self.make)
        self.objects = {
            name: self.loop.create_future() if d["k"] == "fut" else OBJECTS[d["k"]](d) for name, d in program["objs"].items()
        }

    def make(self, loop, coro, **options):
        task = asyncio.Task(coro, loop=loop, **options)
        self.created.append(task)
        return task

    def make_eager(self, loop, coro, **options):
        # Its place in the order is that of its creation, not of the end of its eager step.
        place = len(self.created)
        self.created.append(None)
        task = asyncio.Task(coro, loop=loop, eager_start=True, **options)
        self.created[place] = task
        return task

    def log(self, who, what):
        if not self.over and len(self.trace) < MAX_TRACE:
            self.trace.append(f"{self.loop.iteration}|{self.loop.now}|{who}|{what}")

    def on_error(self, loop, context):
        # The first two depend on the garbage collector; shields report since 3.14.
        message = context["message"]
        if not any(part in message for part in ("never retrieved", "destroyed", "in shielded future")):
            self.log("loop", f"EXH {message} {text(context.get('exception'))}")

    def child(self, parent):
        self.children[parent] = number = self.children.get(parent, 0) + 1
        return f"{parent}/{number}"

    def awaitable(self, *names):
        """The tasks in these variables, without the current one, which cannot wait for itself."""
        found = (self.tasks.get(name) for name in names)
        return [task for task in found if task is not None and task is not asyncio.current_task()]

    def take(self, count=1):
        """Whether one more task may be made."""
        self.budget -= count
        return self.budget >= 0

    # ---- running

    def run(self):
        try:
            main = self.loop.create_task(self.function(0, "m"))
            try:
                self.log("loop", f"RESULT {text(self.loop.run_until_complete(main))}")
            except Deadlock:
                self.log("loop", "DEADLOCK")
            except BaseException as error:
                self.log("loop", f"RAISED {text(error)}")
            try:
                self.log("loop", f"SHUTDOWN {self.cancel_rest()}")
            except Deadlock:
                self.log("loop", "SHUTDOWN-DEADLOCK")
        finally:
            self.over = True
            for task in self.created:
                task._log_destroy_pending = False
            self.loop.close()
        return self.trace

    def cancel_rest(self):
        rest = [task for task in self.created if not task.done()]
        for task in rest:
            task.cancel()
        if rest:
            self.loop.run_until_complete(asyncio.gather(*rest, return_exceptions=True))
        for task in rest:
            if not task.cancelled() and task.exception() is not None:
                self.log("loop", f"EXH {SHUTDOWN_MESSAGE} {text(task.exception())}")
        return len(rest)

    async def function(self, index, me):
        self.log(me, "start")
        try:
            for op in self.functions[index]:
                if op[0] == "ret":
                    self.log(me, f"ret {text(op[1])}")
                    return op[1]
                await self.step(op, me, None)
        except Deadlock:
            raise
        except BaseException as error:
            self.log(me, f"exc {text(error)}")
            raise
        self.log(me, "end")

    async def block(self, ops, me, scope):
        for op in ops:
            await self.step(op, me, scope)

    async def step(self, op, me, scope):
        name = op[0]
        if operation := getattr(self, f"do_{name}", None):
            await operation(op, me, scope)
        else:
            self.at_once(op, me, scope)

    # ---- operations with blocks

    async def do_loop(self, op, me, scope):
        for _ in range(op[1]):
            await self.block(op[2], me, scope)

    async def do_try(self, op, me, scope):
        try:
            try:
                await self.block(op[1], me, scope)
            except Deadlock:
                raise
            except BaseException as error:
                handler = next((h for h in op[2] if isinstance(error, HANDLERS[h[0]])), None)
                if handler is None:
                    raise
                self.log(me, f"caught {text(error)}")
                await self.block(handler[1], me, scope)
                if handler[2]:
                    raise
        finally:
            if op[3] is not None:
                self.log(me, "finally")
                await self.block(op[3], me, scope)

    async def do_timeout(self, op, me, scope):
        limit = asyncio.timeout(op[1])
        try:
            async with limit:
                await self.block(op[2], me, limit)
        finally:
            self.log(me, f"to {text(limit.expired())}")

    async def do_tg(self, op, me, scope):
        async with Group() as group:
            await self.block(op[1], me, group)
        self.log(me, "tg ok")

    async def do_with(self, op, me, scope):
        async with self.objects[op[1]]:
            self.log(me, f"in {op[1]}")
            await self.block(op[2], me, scope)
        self.log(me, f"out {op[1]}")

    # ---- tasks and time

    async def do_sleep(self, op, me, scope):
        await asyncio.sleep(op[1])
        self.log(me, f"slept {op[1]}")

    async def do_sleep0(self, op, me, scope):
        await asyncio.sleep(0)
        self.log(me, "s0")

    async def do_call(self, op, me, scope):
        self.log(me, f"called {text(await self.function(op[1], self.child(me)))}")

    async def with_task(self, op, me, wait, done):
        found = self.awaitable(op[1])
        self.log(me, done + text(await wait(found[0])) if found else "novar")

    async def do_await(self, op, me, scope):
        async def wait(task):
            return await task
        await self.with_task(op, me, wait, f"awaited {op[1]} ")

    async def do_shield(self, op, me, scope):
        await self.with_task(op, me, asyncio.shield, "shielded ")

    async def do_waitfor(self, op, me, scope):
        await self.with_task(op, me, lambda task: asyncio.wait_for(task, op[2]), "wf ")

    async def do_waitforc(self, op, me, scope):
        self.log(me, f"wfc {text(await asyncio.wait_for(self.function(op[1], self.child(me)), op[2]))}")

    async def do_gather(self, op, me, scope):
        children = self.awaitable(*op[1]) + [self.function(index, self.child(me)) for index in op[2] if self.take()]
        results = await asyncio.gather(*children, return_exceptions=bool(op[3]))
        self.log(me, f"gathered {text(results)}")

    async def do_wait(self, op, me, scope):
        tasks = self.awaitable(*op[1])
        if not tasks:
            self.log(me, "novar")
            return
        done, _ = await asyncio.wait(tasks, timeout=op[3], return_when=WAIT_MODES[op[2]])
        # A variable may hold another task by now.
        now = ((name, self.tasks.get(name)) for name in op[1])
        self.log(me, "waited " + ",".join(name + ("=d" if task in done else "=p") for name, task in now if task in tasks))

    async def do_asc(self, op, me, scope):
        for item in Completions(self.awaitable(*op[1]), op[2]):
            try:
                self.log(me, f"asc {text(await item)}")
            except (UserError, BaseExceptionGroup, RuntimeError, ValueError) as error:
                self.log(me, f"asc! {text(error)}")

    # ---- objects

    async def do_put(self, op, me, scope):
        await self.objects[op[1]].put(op[2])
        self.log(me, f"put {op[1]} {op[2]}")

    async def do_get(self, op, me, scope):
        self.log(me, f"got {op[1]} {await self.objects[op[1]].get()}")

    async def do_join(self, op, me, scope):
        await self.objects[op[1]].join()
        self.log(me, f"joined {op[1]}")

    async def do_acq(self, op, me, scope):
        await self.objects[op[1]].acquire()
        self.log(me, f"acq {op[1]}")

    async def do_ewait(self, op, me, scope):
        await self.objects[op[1]].wait()
        self.log(me, f"ewaited {op[1]}")

    async def do_cwait(self, op, me, scope):
        condition = self.objects[op[1]]
        async with condition:
            self.log(me, f"cin {op[1]}")
            await condition.wait()
            self.log(me, f"cwaited {op[1]}")
        self.log(me, f"cout {op[1]}")

    async def do_cnotify(self, op, me, scope):
        condition = self.objects[op[1]]
        async with condition:
            if op[2]:
                condition.notify(op[2])
            else:
                condition.notify_all()
            self.log(me, f"notify {op[1]} {op[2]}")

    async def do_bwait(self, op, me, scope):
        self.log(me, f"barrier {op[1]} {await self.objects[op[1]].wait()}")

    async def do_babort(self, op, me, scope):
        await self.objects[op[1]].abort()
        self.log(me, f"babort {op[1]}")

    async def do_breset(self, op, me, scope):
        await self.objects[op[1]].reset()
        self.log(me, f"breset {op[1]}")

    async def do_fawait(self, op, me, scope):
        self.log(me, f"fawaited {op[1]} {text(await self.objects[op[1]])}")

    # ---- operations that never wait

    def at_once(self, op, me, scope):
        task = self.tasks.get(op[1]) if len(op) > 1 and isinstance(op[1], str) else None
        target = self.objects.get(op[1]) if len(op) > 1 and isinstance(op[1], str) else None
        match op:
            case ["log", label]:
                self.log(me, label)
            case ["raise", label]:
                raise UserError(label)
            case ["spawn", name, index]:
                self.spawn(name, index, me, "spawn", self.loop.create_task, "nospawn")
            case ["tgspawn", name, index]:
                if isinstance(scope, Group):
                    self.spawn(name, index, me, "tgspawn", scope.create_task, "notg")
                else:
                    self.log(me, "notg")
            case ["resched", delay]:
                if isinstance(scope, asyncio.Timeout):
                    scope.reschedule(None if delay is None else self.loop.time() + delay)
                    self.log(me, "resched")
                else:
                    self.log(me, "noto")
            case ["cancelself"]:
                self.log(me, f"cself {text(asyncio.current_task().cancel())}")
            case ["uncancel"]:
                self.log(me, f"uncancel {asyncio.current_task().uncancel()}")
            case ["cancelling"]:
                self.log(me, f"cancelling {asyncio.current_task().cancelling()}")
            case ["cvset", value]:
                variable.set(value)
            case ["cvget"]:
                self.log(me, f"cv {variable.get()}")
            case ["soon", label]:
                self.loop.call_soon(self.log, "cb", label)
            case ["later", delay, label]:
                self.loop.call_later(delay, self.log, "cb", label)
            case ["cancel" | "state" | "adddone", *_] if task is None:
                self.log(me, "novar")
            case ["cancel", name]:
                self.log(me, f"cancel {name} {text(task.cancel())}")
            case ["state", name]:
                self.log(me, f"state {name} {self.state(task)}")
            case ["adddone", _, label]:
                task.add_done_callback(lambda _: self.log("cb", label))
            case ["putnw", name, item]:
                target.put_nowait(item)
                self.log(me, f"putnw {name} {item}")
            case ["getnw", name]:
                self.log(me, f"gotnw {name} {target.get_nowait()}")
            case ["qdone", name]:
                target.task_done()
                self.log(me, f"qdone {name}")
            case ["qshut", name, immediate]:
                target.shutdown(immediate=bool(immediate))
                self.log(me, f"qshut {name}")
            case ["rel", name]:
                target.release()
                self.log(me, f"rel {name}")
            case ["locked", name]:
                self.log(me, f"locked {name} {text(target.locked())}")
            case ["eset", name]:
                target.set()
                self.log(me, f"eset {name}")
            case ["eclr", name]:
                target.clear()
                self.log(me, f"eclr {name}")
            case ["fset", name, value]:
                target.set_result(value)
                self.log(me, f"fset {name}")
            case ["fexc", name, label]:
                target.set_exception(UserError(label))
                self.log(me, f"fexc {name}")
            case ["fcancel", name]:
                self.log(me, f"fcancel {name} {text(target.cancel())}")
            case _:
                raise LookupError(f"unknown operation: {op}")

    def spawn(self, name, index, me, verb, create, refused):
        if not self.take():
            self.log(me, refused)
            return
        child = self.child(me)
        self.log(me, f"{verb} {name} {child}")
        self.tasks[name] = create(self.function(index, child))

    @staticmethod
    def state(task):
        if not task.done():
            return "pending"
        if task.cancelled():
            return "cancelled"
        return f"exc {text(task.exception())}" if task.exception() else f"res {text(task.result())}"


def main():
    # Leftovers of deadlocked programs have nothing to say, and when they would say it depends on the collector.
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    sys.unraisablehook = lambda _: None
    gc.disable()
    for number, line in enumerate(sys.stdin):
        program = json.loads(line)
        trace = contextvars.Context().run(Machine(program).run)
        print(json.dumps({"id": program["id"], "trace": trace}, separators=(",", ":")))
        if number % 200 == 199:
            gc.collect()


if __name__ == "__main__":
    main()
