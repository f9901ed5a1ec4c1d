using System.Diagnostics;
using System.Linq.Expressions;
using System.Runtime;

namespace AsyncioSharp.Tests.Diagnostics;

/// <summary>What counts as a slow step.</summary>
public sealed class SlowStepTests
{
    [Fact]
    public void TheTimeOfTheJit_IsNoBlockingCall()
    {
        var reports = new List<string>();
        Asyncio.Run(
            async () =>
            {
                Asyncio.RunningLoop.ExceptionHandler = (_, context) => reports.Add(context.Message);
                await Asyncio.Yield();

                // From here on it is one step. Half of what the JIT takes is left for what follows it on a busy machine.
                long start = Stopwatch.GetTimestamp();
                TimeSpan compiling = CompileFor(TimeSpan.FromMilliseconds(100));
                Asyncio.RunningLoop.SlowCallbackThreshold = Stopwatch.GetElapsedTime(start) - (compiling / 2);
            },
            new RunOptions { Debug = true, HandleInterrupt = false });
        Assert.Empty(reports);
    }

    private static TimeSpan CompileFor(TimeSpan time)
    {
        TimeSpan before = JitInfo.GetCompilationTime(currentThread: true);
        while (JitInfo.GetCompilationTime(currentThread: true) - before < time)
        {
            Expression sum = Expression.Constant(1);
            for (int i = 0; i < 200; i++)
            {
                sum = Expression.Add(sum, Expression.Constant(i));
            }

            Expression.Lambda<Func<int>>(sum).Compile()();
        }

        return JitInfo.GetCompilationTime(currentThread: true) - before;
    }
}
