using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Net;

/// <summary>Awaits of <c>async Task</c> and <c>async ValueTask</c> methods.</summary>
internal static class TaskAwaits
{
    internal static async Task<Cost> CompletedTask(int n)
    {
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            await NoopTask();
        }

        return meter.Stop();
    }

    internal static async Task<Cost> CompletedValueTask(int n)
    {
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            await NoopValueTask();
        }

        return meter.Stop();
    }

    internal static async Task<Cost> ResultTask(int n)
    {
        long sum = 0;
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            sum += await NumberTask(i);
        }

        Cost cost = meter.Stop();
        return sum == (long)n * (n - 1) / 2 ? cost : throw new InvalidOperationException("wrong sum");
    }

    internal static async Task<Cost> ResultValueTask(int n)
    {
        long sum = 0;
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            sum += await NumberValueTask(i);
        }

        Cost cost = meter.Stop();
        return sum == (long)n * (n - 1) / 2 ? cost : throw new InvalidOperationException("wrong sum");
    }

    internal static async Task<Cost> Deep10Task(int n)
    {
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            await DeepTask(10);
        }

        return meter.Stop();
    }

    internal static async Task<Cost> Deep10ValueTask(int n)
    {
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            await DeepValueTask(10);
        }

        return meter.Stop();
    }

    internal static async Task<Cost> SuspendDeep10Task(int n)
    {
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            await SuspendTask(10);
        }

        return meter.Stop();
    }

    internal static async Task<Cost> SuspendDeep10ValueTask(int n)
    {
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            await SuspendValueTask(10);
        }

        return meter.Stop();
    }

#pragma warning disable CS1998 // A method without an await is the point: it completes at once.
    private static async Task NoopTask()
    {
    }

    private static async ValueTask NoopValueTask()
    {
    }

    private static async Task<int> NumberTask(int i) => i;

    private static async ValueTask<int> NumberValueTask(int i) => i;
#pragma warning restore CS1998

    private static async Task DeepTask(int n)
    {
        if (n > 0)
        {
            await DeepTask(n - 1);
        }
    }

    private static async ValueTask DeepValueTask(int n)
    {
        if (n > 0)
        {
            await DeepValueTask(n - 1);
        }
    }

    private static async Task SuspendTask(int n)
    {
        if (n > 1)
        {
            await SuspendTask(n - 1);
        }
        else
        {
            await Task.Yield();
        }
    }

    private static async ValueTask SuspendValueTask(int n)
    {
        if (n > 1)
        {
            await SuspendValueTask(n - 1);
        }
        else
        {
            await Task.Yield();
        }
    }
}
