using System.Reflection;
using System.Runtime.Loader;
using AsyncioSharp.Testing;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.FixFuzz;

/// <summary>Runs a compiled program alone and as ten concurrent coroutines, under the schedules of some seeds, and says what it did.</summary>
internal static class Execution
{
    private const int Concurrent = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What one run left: the output of a program that runs alone, and the state of its object.</summary>
    public static IReadOnlyList<string> Run(byte[] image, string path)
    {
        var context = new AssemblyLoadContext("program", isCollectible: true);
        try
        {
            var type = context.LoadFromStream(new MemoryStream(image)).GetType("Program")!;
            return [Guarded("alone", () => Alone(type, path)), .. Enumerable.Range(0, 3).Select(seed => Guarded($"ten, seed {seed}", () => Together(type, path, seed)))];
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>The image; null and the errors where it does not compile to the end.</summary>
    public static async Task<(byte[]? Image, IReadOnlyList<Diagnostic> Errors)> CompileAsync(Project project)
    {
        using var stream = new MemoryStream();
        var result = (await project.GetCompilationAsync())!.Emit(stream);
        return result.Success ? (stream.ToArray(), []) : (null, [.. result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)]);
    }

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

    // On a thread of its own, so that a program that waits for itself ends nothing but its own run.
    private static string Guarded(string name, Func<string> run)
    {
        var said = "";
        var thread = new Thread(() =>
        {
            try
            {
                said = run();
            }
            catch (Exception e)
            {
                said = e.GetType().Name;
            }
        })
        { IsBackground = true };
        thread.Start();
        return thread.Join(Patience) ? $"{name}: {said}" : $"{name}: never ends";
    }
}
