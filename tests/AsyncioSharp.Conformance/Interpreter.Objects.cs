namespace AsyncioSharp.Conformance;

/// <content>Queues, locks, events, conditions, barriers, futures.</content>
internal sealed partial class Interpreter
{
    private async Coroutine Put(Op op, string me)
    {
        await Object<QueueBase<int>>(op).PutAsync(op.Number(2));
        Log(me, $"put {op.Text(1)} {op.Number(2)}");
    }

    private async Coroutine Get(Op op, string me)
    {
        int item = await Object<QueueBase<int>>(op).GetAsync();
        Log(me, $"got {op.Text(1)} {item}");
    }

    private void PutNow(Op op, string me)
    {
        QueueBase<int> queue = Object<QueueBase<int>>(op);
        if (!queue.TryPut(op.Number(2)))
        {
            throw queue.IsShutDown ? new QueueShutDownException() : new QueueFullException();
        }

        Log(me, $"putnw {op.Text(1)} {op.Number(2)}");
    }

    private void GetNow(Op op, string me)
    {
        QueueBase<int> queue = Object<QueueBase<int>>(op);
        if (!queue.TryGet(out int item))
        {
            throw queue.IsShutDown ? new QueueShutDownException() : new QueueEmptyException();
        }

        Log(me, $"gotnw {op.Text(1)} {item}");
    }

    private void MarkDone(Op op, string me)
    {
        try
        {
            Object<QueueBase<int>>(op).TaskDone();
        }
        catch (InvalidOperationException)
        {
            throw new ValueException();
        }

        Log(me, $"qdone {op.Text(1)}");
    }

    private async Coroutine Join(Op op, string me)
    {
        await Object<QueueBase<int>>(op).JoinAsync();
        Log(me, $"joined {op.Text(1)}");
    }

    /// <summary><c>["with", object, [body]]</c>: lock, semaphore, condition.</summary>
    private async Coroutine With(Op op, string me, object? scope)
    {
        await Acquire(op);
        try
        {
            Log(me, $"in {op.Text(1)}");
            await Block(op.Block(2), me, scope);
        }
        finally
        {
            Release(op);
        }

        Log(me, $"out {op.Text(1)}");
    }

    private async Coroutine Acquire(Op op, string me)
    {
        await Acquire(op);
        Log(me, $"acq {op.Text(1)}");
    }

    private async Coroutine Acquire(Op op)
    {
        switch (Object<object>(op))
        {
            case AsyncSemaphore semaphore:
                await semaphore.AcquireAsync();
                break;
            case AsyncCondition condition:
                await condition.AcquireAsync();
                break;
            case var gate:
                await ((AsyncLock)gate).AcquireAsync();
                break;
        }
    }

    private void Release(Op op)
    {
        switch (Object<object>(op))
        {
            case AsyncSemaphore semaphore:
                try
                {
                    semaphore.Release();
                }
                catch (InvalidOperationException)
                {
                    throw new ValueException();
                }

                break;
            case AsyncCondition condition:
                condition.Release();
                break;
            case var gate:
                ((AsyncLock)gate).Release();
                break;
        }
    }

    private bool IsLocked(Op op) => Object<object>(op) switch
    {
        AsyncSemaphore semaphore => semaphore.IsLocked,
        AsyncCondition condition => condition.IsLocked,
        var gate => ((AsyncLock)gate).IsLocked,
    };

    private async Coroutine WaitForEvent(Op op, string me)
    {
        await Object<AsyncEvent>(op).WaitAsync();
        Log(me, $"ewaited {op.Text(1)}");
    }

    private async Coroutine WaitForCondition(Op op, string me)
    {
        AsyncCondition condition = Object<AsyncCondition>(op);
        using (await condition.AcquireAsync())
        {
            Log(me, $"cin {op.Text(1)}");
            await condition.WaitAsync();
            Log(me, $"cwaited {op.Text(1)}");
        }

        Log(me, $"cout {op.Text(1)}");
    }

    /// <summary><c>["cnotify", condition, n]</c>; 0 stands for all.</summary>
    private async Coroutine Notify(Op op, string me)
    {
        AsyncCondition condition = Object<AsyncCondition>(op);
        using (await condition.AcquireAsync())
        {
            if (op.Number(2) == 0)
            {
                condition.NotifyAll();
            }
            else
            {
                condition.Notify(op.Number(2));
            }

            Log(me, $"notify {op.Text(1)} {op.Number(2)}");
        }
    }

    private async Coroutine WaitAtBarrier(Op op, string me)
    {
        int index = await Object<AsyncBarrier>(op).WaitAsync();
        Log(me, $"barrier {op.Text(1)} {index}");
    }

    private async Coroutine AbortBarrier(Op op, string me)
    {
        await Object<AsyncBarrier>(op).AbortAsync();
        Log(me, $"babort {op.Text(1)}");
    }

    private async Coroutine ResetBarrier(Op op, string me)
    {
        await Object<AsyncBarrier>(op).ResetAsync();
        Log(me, $"breset {op.Text(1)}");
    }

    private async Coroutine AwaitFuture(Op op, string me)
    {
        object? result = await Object<Future<object?>>(op);
        Log(me, $"fawaited {op.Text(1)} {TraceText.Of(result)}");
    }
}
