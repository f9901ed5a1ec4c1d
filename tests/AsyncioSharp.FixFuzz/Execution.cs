using System.Reflection;
using AsyncioSharp.Testing;

namespace AsyncioSharp.FixFuzz;

/// <summary>Runs a compiled program alone and as ten concurrent coroutines, under the schedules of some seeds, and says what it did.</summary>
internal static class Execution
{
    private const int Concurrent = 10;

    private const int Seeds = 3;

    private const string NeverEnds = "never ends";

    // Virtual time takes what stands still for so long for a deadlock.
    private static readonly TimeSpan ForeignLimit = TimeSpan.FromSeconds(2);

    static Execution() => TestLoop.ForeignLimit = ForeignLimit;

    /// <summary>
    /// What the runs left: the output of the program that runs alone, and the state of its object. After a run that never ends there are no more.
    /// </summary>
    public static async Task<IReadOnlyList<string>> RunAsync(Type type, string path, TimeSpan patience)
    {
        var said = new List<string>();
        for (var run = 0; run <= Seeds && !HasStopped(said); run++)
        {
            var seed = run - 1;
            said.Add(run == 0
                ? $"alone: {await GuardedAsync(() => Alone(type, path), patience)}"
                : $"ten, seed {seed}: {await GuardedAsync(() => Together(type, path, seed), patience)}");
        }

        return said;
    }

    private static bool HasStopped(List<string> said) => said.Count > 0 && said[^1].EndsWith(NeverEnds, StringComparison.Ordinal);

    private static string Alone(Type type, string path)
    {
        var (program, run) = Create(type, path);
        TestLoop.Run(() => run(0));
        return $"{type.GetMethod("Output")!.Invoke(program, [0])}; {type.GetMethod("State")!.Invoke(program, null)}";
    }

    private static string Together(Type type, string path, int seed)
    {
        var (program, run) = Create(type, path);
        var errors = new List<string>();
        TestLoop.Run(() => All(run, errors), seed);
        return $"{type.GetMethod("State")!.Invoke(program, null)} {string.Join(' ', errors.Order(StringComparer.Ordinal))}";
    }

    private static async Coroutine All(Func<int, Coroutine> run, List<string> errors) =>
        await Asyncio.Gather(Enumerable.Range(0, Concurrent).Select(id => Caught(run, id, errors)));

    private static async Coroutine Caught(Func<int, Coroutine> run, int id, List<string> errors)
    {
        try
        {
            await run(id);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            errors.Add(e.GetType().Name);
        }
    }

    private static (object Program, Func<int, Coroutine> Run) Create(Type type, string path)
    {
        var program = Activator.CreateInstance(type, path)!;
        return (program, type.GetMethod("Run", BindingFlags.Public | BindingFlags.Instance)!.CreateDelegate<Func<int, Coroutine>>(program));
    }

    // On another thread, so that a program that waits for itself ends nothing but its run.
    private static async Task<string> GuardedAsync(Func<string> run, TimeSpan patience)
    {
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => ended.SetResult(Caught(run))) { IsBackground = true }.Start();
        return await Task.WhenAny(ended.Task, Task.Delay(patience)) == ended.Task ? await ended.Task : NeverEnds;
    }

    private static string Caught(Func<string> run)
    {
        try
        {
            return run();
        }
        catch (Exception e)
        {
            return e.GetType().Name;
        }
    }
}
