#!/usr/bin/env python3
"""Breaks a copy of the runtime, one fault at a time, and shows that the tests notice.

    python3 tests/AsyncioSharp.Conformance/faults.py [name ...]

Each fault is a replacement in one file of src/AsyncioSharp. The copy is built, and the golden programs are run on it; a fault that they do
not notice is given to the tests of AsyncioSharp.Tests. The repository itself is not touched. Exit code 1 when a fault goes unnoticed, or when
the text that it replaces is gone.
"""
import gzip
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests/AsyncioSharp.Conformance.Tests/golden"

# name, file, text, replacement
FAULTS = [
    ("lock: a cancelled waiter does not pass its turn on", "Synchronization/AsyncLock.cs",
     "if (!_lock!.IsLocked)\n            {\n                _lock._waiters.WakeFirst", "if (_lock!.IsLocked)\n            {\n                _lock._waiters.WakeFirst"),
    ("lock: a newcomer overtakes the waiters", "Synchronization/AsyncLock.cs",
     "if (!_lock!.IsLocked && !_lock._waiters.HasLive)", "if (!_lock!.IsLocked)"),
    ("semaphore: a cancelled waiter keeps its permit", "Synchronization/AsyncSemaphore.cs",
     "_semaphore!.Value++;", "_semaphore!.Value += 0;"),
    ("queue: a cancelled getter keeps its wake-up", "Queues/QueueBase.Frames.cs",
     "if (wasWoken && !_queue!.IsEmpty)", "if (!wasWoken && !_queue!.IsEmpty)"),
    ("event: a woken waiter looks at the flag again", "Synchronization/AsyncEvent.cs",
     "private protected override void OnWoken() => Complete(default);", "private protected override void OnWoken() => TryNow();"),
    ("condition: a cancelled waiter does not pass its notification on", "Synchronization/AsyncCondition.cs",
     "_waiters.WakePending(1);\n            throw;", "throw;"),
    ("timeout: forgets to uncancel", "Tasks/TimeoutScope.cs",
     "return _task.Uncancel() <= _cancelRequests && wasCancellation;", "return _task.CancelRequests - 1 <= _cancelRequests && wasCancellation;"),
    ("timeout: wins over a cancellation from outside", "Tasks/TimeoutScope.cs",
     "return _task.Uncancel() <= _cancelRequests && wasCancellation;", "return _task.Uncancel() >= 0 && wasCancellation;"),
    ("gather: waits for all children when one fails", "Tasks/GatherFuture.cs",
     "if (!_settled && child.Status", "if (!_settled && _finished == _children.Length && child.Status"),
    ("shield: its cancellation reaches the inner task", "Tasks/ShieldFuture.cs",
     "return TryComplete(FutureStatus.Canceled, message);", "_inner.Cancel(message);\n        return TryComplete(FutureStatus.Canceled, message);"),
    ("task group: does not cancel its task again", "Tasks/TaskGroup.Exit.cs",
     "_parent.Uncancel();\n                _parent.Cancel();", "_parent.Uncancel();"),
    ("uncancel: does not withdraw a cancellation that is due", "Tasks/LoopTask.Cancel.cs",
     "if (_cancelRequests > 0 && --_cancelRequests == 0)\n        {\n            _mustCancel = false;", "if (_cancelRequests > 0 && --_cancelRequests == 0)\n        {"),
    ("sleep: resumes in the iteration of its timer", "Tasks/SleepFrame.cs",
     "_phase = Phase.Woken;\n            loop.Enqueue(this, null);", "_phase = Phase.Woken;\n            base.Run(loop, null);"),
    ("timers: the last one created fires first", "Loop/TimerQueue.cs", "Id < other.Id", "Id > other.Id"),
    ("loop: a run ends in the iteration in which its future is done", "Loop/EventLoop.Run.cs",
     "for (int todo = Ready.Count; todo > 0; todo--)\n            {\n                WorkItem item", "for (int todo = Ready.Count; todo > 0; todo = Ready.Count)\n            {\n                WorkItem item"),
]


def main(names):
    faults = [f for f in FAULTS if not names or any(n in f[0] for n in names)]
    with tempfile.TemporaryDirectory(prefix="asynciosharp-faults-") as folder:
        copy = pathlib.Path(folder) / "copy"
        files = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
        for name in filter(None, files):
            if (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, copy / name)
        programs = gzip.decompress((GOLDEN / "themes.programs.jsonl.gz").read_bytes())
        traces = gzip.decompress((GOLDEN / "themes.traces.jsonl.gz").read_bytes()).splitlines()
        if differences(copy, programs, traces) != 0:
            sys.exit("The runtime differs from the golden traces before anything was broken.")
        bad = [fault[0] for fault in faults if not noticed(copy, fault, programs, traces)]
    print("%d of %d faults noticed" % (len(faults) - len(bad), len(faults)))
    return 1 if bad else 0


def noticed(copy, fault, programs, traces):
    name, file, text, replacement = fault
    path = copy / "src/AsyncioSharp" / file
    source = path.read_text()
    if text not in source:
        print("%-60s the text to replace is gone from %s" % (name, file), flush=True)
        return False
    path.write_text(source.replace(text, replacement, 1))
    try:
        count = differences(copy, programs, traces)
        if count:
            print("%-60s noticed by %d of %d golden programs" % (name, count, len(traces)), flush=True)
            return True
        tests = subprocess.run(["dotnet", "test", "tests/AsyncioSharp.Tests", "-p:RunAnalyzers=false"], cwd=copy, capture_output=True, text=True)
        failed = [line.strip().split()[1] for line in tests.stdout.split("\n") if line.strip().startswith("Failed ")]
        print("%-60s %s" % (name, "noticed by " + ", ".join(failed[:3]) if failed else "NOT NOTICED"), flush=True)
        return bool(failed)
    finally:
        path.write_text(source)


def differences(copy, programs, traces):
    """How many golden programs give another trace. A runtime that hangs or dies counts as all of them."""
    build = subprocess.run(["dotnet", "build", "-c", "Release", "tests/AsyncioSharp.Conformance", "-p:RunAnalyzers=false"], cwd=copy, capture_output=True, text=True)
    if build.returncode:
        sys.exit(build.stdout)
    program = copy / "artifacts/bin/AsyncioSharp.Conformance/release/AsyncioSharp.Conformance.dll"
    try:
        run = subprocess.run(["dotnet", str(program), "trace"], input=programs, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return len(traces)
    got = run.stdout.splitlines()
    return len(traces) if len(got) != len(traces) else sum(a != b for a, b in zip(got, traces))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
