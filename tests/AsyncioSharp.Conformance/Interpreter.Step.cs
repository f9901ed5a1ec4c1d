namespace AsyncioSharp.Conformance;

/// <content>From an operation's name to what it does.</content>
internal sealed partial class Interpreter
{
    // Operations that never wait run at once and give the completed coroutine.
    private Coroutine Step(Op op, string me, object? scope)
    {
        switch (op.Name)
        {
            case "sleep":
                return Sleep(op, me);
            case "sleep0":
                return Yield(me);
            case "call":
                return Call(op, me);
            case "await":
                return Await(op, me);
            case "gather":
                return Gather(op, me);
            case "wait":
                return Wait(op, me);
            case "asc":
                return AsCompleted(op, me);
            case "waitfor":
                return WaitFor(op, me);
            case "waitforc":
                return WaitForCall(op, me);
            case "shield":
                return Shield(op, me);
            case "timeout":
                return Timeout(op, me);
            case "tg":
                return Group(op, me);
            case "loop":
                return Loop(op, me, scope);
            case "try":
                return Try(op, me, scope);
            case "put":
                return Put(op, me);
            case "get":
                return Get(op, me);
            case "join":
                return Join(op, me);
            case "with":
                return With(op, me, scope);
            case "acq":
                return Acquire(op, me);
            case "ewait":
                return WaitForEvent(op, me);
            case "cwait":
                return WaitForCondition(op, me);
            case "cnotify":
                return Notify(op, me);
            case "bwait":
                return WaitAtBarrier(op, me);
            case "babort":
                return AbortBarrier(op, me);
            case "breset":
                return ResetBarrier(op, me);
            case "fawait":
                return AwaitFuture(op, me);
            case "resched":
                Reschedule(op, me, scope);
                return default;
            case "tgspawn":
                SpawnInGroup(op, me, scope);
                return default;
            default:
                StepAtOnce(op, me);
                return default;
        }
    }

    private void StepAtOnce(Op op, string me)
    {
        switch (op.Name)
        {
            case "log":
                Log(me, op.Text(1));
                break;
            case "spawn":
                Spawn(op, me);
                break;
            case "cancel":
                Cancel(op, me);
                break;
            case "cancelself":
                Log(me, $"cself {TraceText.Of(Asyncio.CurrentTask!.Cancel())}");
                break;
            case "uncancel":
                Log(me, $"uncancel {Asyncio.CurrentTask!.Uncancel()}");
                break;
            case "cancelling":
                Log(me, $"cancelling {Asyncio.CurrentTask!.CancelRequests}");
                break;
            case "state":
                LogState(op, me);
                break;
            case "adddone":
                AddDoneCallback(op, me);
                break;
            case "soon":
                string soon = op.Text(1);
                _loop.CallSoon(() => Log("cb", soon));
                break;
            case "later":
                string later = op.Text(2);
                _loop.CallLater(op.Time(1)!.Value, () => Log("cb", later));
                break;
            case "raise":
                throw new UserException(op.Text(1));
            case "cvset":
                _contextVariable.Value = op.Number(1);
                break;
            case "cvget":
                Log(me, $"cv {_contextVariable.Value}");
                break;
            default:
                StepObject(op, me);
                break;
        }
    }

    private void StepObject(Op op, string me)
    {
        switch (op.Name)
        {
            case "putnw":
                PutNow(op, me);
                break;
            case "getnw":
                GetNow(op, me);
                break;
            case "qdone":
                MarkDone(op, me);
                break;
            case "qshut":
                Object<QueueBase<int>>(op).Shutdown(op.Flag(2));
                Log(me, $"qshut {op.Text(1)}");
                break;
            case "rel":
                Release(op);
                Log(me, $"rel {op.Text(1)}");
                break;
            case "locked":
                Log(me, $"locked {op.Text(1)} {TraceText.Of(IsLocked(op))}");
                break;
            case "eset":
                Object<AsyncEvent>(op).Set();
                Log(me, $"eset {op.Text(1)}");
                break;
            case "eclr":
                Object<AsyncEvent>(op).Clear();
                Log(me, $"eclr {op.Text(1)}");
                break;
            case "fset":
                Object<Future<object?>>(op).SetResult(op.Number(2));
                Log(me, $"fset {op.Text(1)}");
                break;
            case "fexc":
                Object<Future<object?>>(op).SetException(new UserException(op.Text(2)));
                Log(me, $"fexc {op.Text(1)}");
                break;
            case "fcancel":
                Log(me, $"fcancel {op.Text(1)} {TraceText.Of(Object<Future<object?>>(op).Cancel())}");
                break;
            default:
                throw new InvalidDataException($"unknown operation: {op.Name}");
        }
    }

    /// <summary>The object that the operation's second item names.</summary>
    private T Object<T>(Op op) => (T)_objects[op.Text(1)];
}
