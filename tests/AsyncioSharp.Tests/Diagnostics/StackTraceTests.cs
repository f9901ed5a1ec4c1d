namespace AsyncioSharp.Tests.Diagnostics;

/// <summary>A stack trace shows the user's coroutines, in order, and nothing of the machinery between them.</summary>
public sealed class StackTraceTests
{
    [Fact]
    public void Trace_ShowsTheCoroutinesInOrder_AcrossSuspensionsAndTasks()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(static () => AsyncioSharp.Testing.TestLoop.Run(static () => Outer()));
        string[] methods = [.. error.StackTrace!.Split('\n').Where(static line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal)).Select(static line => line.Trim()[3..].Split('(')[0])];
        string prefix = typeof(StackTraceTests).FullName + ".";
        Assert.Equal([prefix + nameof(Inner), prefix + nameof(Middle), prefix + nameof(Outer)], methods.Take(3));
        Assert.DoesNotContain(methods, static method => method.Contains("Frame", StringComparison.Ordinal) || method.Contains("Awaiter", StringComparison.Ordinal)
            || method.Contains("Drive", StringComparison.Ordinal) || method.Contains("Step", StringComparison.Ordinal));
    }

    private static async Coroutine Outer() => await Asyncio.CreateTask(Middle());

    private static async Coroutine Middle() => await Inner();

    private static async Coroutine Inner()
    {
        await Asyncio.Yield();
        throw new InvalidOperationException("here");
    }
}
