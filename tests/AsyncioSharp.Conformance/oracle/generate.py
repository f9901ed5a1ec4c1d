#!/usr/bin/env python3
"""Writes random programs of the conformance language, one JSON object a line.

    generate.py SEED COUNT [START] > programs.jsonl

Program k of a seed depends on (seed, k) only, so a difference is reported as "seed:k". What keeps programs comparable: function i uses functions
with a higher number only, so nothing waits in a circle and no tree of tasks is endless; "ret" ends a function and nothing else; "resched" stands
directly in a timeout, "tgspawn" directly in a group.
"""
import json
import random
import sys

DELAYS = (1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 12)
LIMITS = (None, -1, 0, 1, 2, 3, 4, 6)
KINDS = ("user", "timeout", "cancel", "group", "any", "any", "base")
MAX_DEPTH = 3

COMMON = {
    "sleep": 6, "sleep0": 5, "spawn": 6, "await": 5, "call": 3, "try": 5, "cancel": 3, "gather": 2, "wait": 2, "asc": 1.5, "waitfor": 1.5,
    "waitforc": 1.5, "timeout": 2, "tg": 2, "shield": 1.5, "loop": 1, "raise": 1, "state": 1.5, "log": 1, "adddone": 0.5, "soon": 0.5, "later": 0.5,
    "cancelself": 0.4, "uncancel": 0.4, "cancelling": 0.4,
}

# What a program is about: the weights that it raises.
TOPICS = {
    "cancellation": {"cancel": 8, "cancelself": 2, "uncancel": 2, "cancelling": 1, "shield": 4, "try": 5},
    "combinators": {"gather": 6, "wait": 5, "asc": 5, "waitfor": 3, "shield": 2},
    "timeouts": {"timeout": 8, "waitfor": 5, "waitforc": 5, "sleep": 3},
    "groups": {"tg": 10, "raise": 2, "cancel": 3},
    "queues": {"put": 8, "get": 8, "putnw": 2, "getnw": 2, "qdone": 3, "join": 2, "qshut": 0.7},
    "locks": {"with": 8, "acq": 3, "rel": 4, "locked": 1},
    "events": {"ewait": 7, "eset": 4, "eclr": 3},
    "conditions": {"cwait": 7, "cnotify": 6, "with": 3},
    "barriers": {"bwait": 9, "babort": 1, "breset": 1},
    "futures": {"fawait": 7, "fset": 3, "fexc": 1.5, "fcancel": 2},
    "contexts": {"cvset": 3, "cvget": 4, "spawn": 3},
}

NEEDS = {
    "queues": ("queue", "pqueue", "lqueue"),
    "locks": ("lock", "sem", "bsem"),
    "events": ("event",),
    "conditions": ("cond",),
    "barriers": ("barrier",),
    "futures": ("fut",),
}

# Not for the last function: it has nobody to run or to wait for.
OF_OTHERS = frozenset(("spawn", "await", "call", "gather", "wait", "asc", "waitfor", "waitforc", "shield", "tg"))
NESTING = frozenset(("try", "loop", "timeout", "tg", "with"))


class Writer:
    def __init__(self, seed, number):
        self.random = random.Random(f"{seed}/{number}")
        self.id = f"{seed}:{number}"
        self.objects = {}
        self.current = 0
        self.count = self.random.choice((2, 3, 3, 4, 4, 5))

    def chance(self, share):
        return self.random.random() < share

    def program(self):
        topics = self.random.sample(sorted(TOPICS), self.random.choice((1, 1, 2, 2, 3)))
        weights = dict(COMMON)
        for topic in topics:
            for name, weight in TOPICS[topic].items():
                weights[name] = weights.get(name, 0) + weight
            if topic in NEEDS:
                for kind in self.random.sample(NEEDS[topic], self.random.randint(1, len(NEEDS[topic]))):
                    self.add_objects(kind)
        self.names, self.weights = list(weights), list(weights.values())
        program = {"id": self.id, "objs": self.objects, "fns": [self.function(i) for i in range(self.count)]}
        if self.chance(0.15):
            program["eager"] = 1
        return program

    def add_objects(self, kind):
        for number in range(self.random.choice((1, 1, 2))):
            description = {"k": kind}
            if kind.endswith("queue"):
                description["max"] = self.random.choice((0, 1, 1, 2, 3))
            elif kind in ("sem", "bsem", "barrier"):
                description["n"] = self.random.choice((0, 1, 1, 2) if kind == "sem" else (1, 2, 2, 3))
            self.objects[f"{kind}{number}"] = description

    def function(self, index):
        self.current = index
        body = self.block(self.random.randint(2, 7), 0, None)
        survivor = self.chance(0.75 if index == 0 else 0.4)
        if survivor:
            body = [self.guarded(op) for op in body]
        if index == 0:
            starts = self.random.sample(self.variables(), min(self.random.randint(1, 4), len(self.variables())))
            body = [["spawn", name, self.function_of(name)] for name in starts] + body
            if self.chance(0.6):
                # What would be a deadlock goes on as a timeout.
                body = [["timeout", 50, body]]
        if self.chance(0.5):
            body.append(["ret", self.random.randint(0, 9)])
        return body

    def guarded(self, op):
        handlers = [["any", [], 0]] + ([["cancel", [], 0]] if self.current == 0 else [])
        return op if self.chance(0.3) else ["try", [op], handlers, None]

    def block(self, size, depth, scope):
        return [self.op(depth, scope) for _ in range(size)]

    def inner(self, most, depth, scope=None):
        return self.block(self.random.randint(1, most), depth + 1, scope)

    # ---- names

    def variables(self, lowest=None):
        """Task variables: each belongs to a function, which is the one that its tasks run."""
        first = self.current if lowest is None else lowest
        return [f"v{i}{letter}" for i in range(first + 1, self.count) for letter in "xy"]

    def function_of(self, name):
        return int(name[1:-1])

    def variable(self):
        return self.random.choice(self.variables())

    def some_variables(self, least, most):
        names = self.variables()
        return self.random.sample(names, min(self.random.randint(least, most), len(names)))

    def other_function(self):
        return self.random.randint(self.current + 1, self.count - 1)

    def an_object(self, *kinds):
        names = [name for name, description in self.objects.items() if description["k"] in kinds]
        return self.random.choice(names) if names else None

    # ---- operations

    def op(self, depth, scope):
        last = self.current == self.count - 1
        if scope == "tg" and not last and self.chance(0.5):
            name = self.variable()
            return ["tgspawn", name, self.function_of(name)]
        if scope == "timeout" and self.chance(0.15):
            return ["resched", self.random.choice((None, -1, 0, 1, 2, 4))]
        name = self.random.choices(self.names, self.weights)[0]
        if (last and name in OF_OTHERS) or (depth >= MAX_DEPTH and name in NESTING):
            name = self.random.choice(("sleep0", "sleep"))
        return self.simple(name) or self.nested(name, depth) or self.of_object(name) or ["sleep0"]

    def simple(self, name):
        pick, number = self.random.choice, self.random.randint
        match name:
            case "sleep0" | "cancelself" | "uncancel" | "cancelling" | "cvget":
                return [name]
            case "sleep":
                return [name, pick(DELAYS)]
            case "log" | "raise" | "soon":
                return [name, f"{name[0]}{number(0, 99)}"]
            case "later":
                return [name, pick((0, *DELAYS)), f"l{number(0, 99)}"]
            case "cvset":
                return [name, number(1, 9)]
            case "spawn":
                variable = self.variable()
                return [name, variable, self.function_of(variable)]
            case "await" | "shield":
                return [name, self.variable()]
            case "cancel" | "state":
                return [name, pick(self.variables(lowest=0))]
            case "adddone":
                return [name, pick(self.variables(lowest=0)), f"d{number(0, 99)}"]
            case "call":
                return [name, self.other_function()]
            case "waitfor":
                return [name, self.variable(), pick(LIMITS)]
            case "waitforc":
                return [name, self.other_function(), pick(LIMITS)]
            case "gather":
                return [name, self.some_variables(0, 3), [self.other_function() for _ in range(number(0, 2))], pick((0, 0, 1))]
            case "wait":
                return [name, self.some_variables(1, 3), pick("FEA"), pick((None, None, 0, 1, 2, 5))]
            case "asc":
                return [name, self.some_variables(1, 3), pick((None, None, 0, 1, 3))]

    def nested(self, name, depth):
        match name:
            case "loop":
                return [name, self.random.randint(2, 3), self.inner(2, depth)]
            case "timeout":
                return [name, self.random.choice(LIMITS), self.inner(3, depth, "timeout")]
            case "tg":
                return [name, self.inner(4, depth, "tg")]
            case "with":
                held = self.an_object("lock", "sem", "bsem", "cond")
                return held and [name, held, self.inner(3, depth)]
            case "try":
                handlers = [
                    [self.random.choice(KINDS), self.block(self.random.randint(0, 2), depth + 1, None), self.random.choice((0, 0, 1))]
                    for _ in range(self.random.choice((0, 1, 1, 2)))
                ]
                cleanup = self.block(self.random.randint(0, 2), depth + 1, None) if not handlers or self.chance(0.4) else None
                return [name, self.inner(4, depth), handlers, cleanup]

    def of_object(self, name):
        number = self.random.randint
        match name:
            case "put" | "putnw":
                return [name, self.an_object("queue", "pqueue", "lqueue"), number(0, 9)]
            case "get" | "getnw" | "qdone" | "join":
                return [name, self.an_object("queue", "pqueue", "lqueue")]
            case "qshut":
                return [name, self.an_object("queue", "pqueue", "lqueue"), number(0, 1)]
            case "acq" | "rel" | "locked":
                return [name, self.an_object("lock", "sem", "bsem")]
            case "eset" | "eclr" | "ewait":
                return [name, self.an_object("event")]
            case "cwait":
                return [name, self.an_object("cond")]
            case "cnotify":
                return [name, self.an_object("cond"), self.random.choice((0, 1, 1, 2))]
            case "bwait" | "babort" | "breset":
                return [name, self.an_object("barrier")]
            case "fawait" | "fcancel":
                return [name, self.an_object("fut")]
            case "fset":
                return [name, self.an_object("fut"), number(0, 9)]
            case "fexc":
                return [name, self.an_object("fut"), f"f{number(0, 99)}"]


def main():
    seed, count, start = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0
    for number in range(start, start + count):
        print(json.dumps(Writer(seed, number).program(), separators=(",", ":")))


if __name__ == "__main__":
    main()
