using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AsyncioSharp.Analyzers.Tests.Facade;

/// <summary>The compiler takes every form of the façade without a word, and each does what it says.</summary>
public sealed class FacadeMatrixTests
{
    [Fact]
    public void EveryForm_CompilesAndGivesItsResult()
    {
        Assembly program = Compile(Program);
        var count = (int)program.GetType("Program")!.GetMethod("Test")!.Invoke(null, null)!;

        // A line counts once; a loop over two awaitables twice.
        Assert.Equal(FacadeMatrix.OnTheLoop.Count + FacadeMatrix.OnTheLoop.Count(IsLoop) + FacadeMatrix.Runs.Count(static line => line.Contains("Same(")), count);
    }

    private static bool IsLoop(string line) => line.StartsWith("foreach", StringComparison.Ordinal);

    private static string Program =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using AsyncioSharp;
        using AsyncioSharp.Testing;

        public static class Program
        {
            static int count;
            static void Count() => Interlocked.Increment(ref count);
            static void Same<T>(T expected, T actual)
            {
                if (expected is int[] numbers ? !numbers.SequenceEqual((int[])(object)actual) : !EqualityComparer<T>.Default.Equals(expected, actual)) throw new Exception($"{actual} instead of {expected}");
                Count();
            }

            static async Coroutine C() { await Asyncio.Yield(); }
            static async Coroutine<int> C1() { await Asyncio.Yield(); return 1; }
            static Task T() => T(true);
            static async Task T(bool onLoop) { if (onLoop) await Asyncio.Yield(); }
            static Task<int> T1() => T1(true);
            static async Task<int> T1(bool onLoop) { if (onLoop) await Asyncio.Yield(); return 1; }
            static ValueTask V() => V(true);
            static async ValueTask V(bool onLoop) { if (onLoop) await Asyncio.Yield(); }
            static ValueTask<int> V1() => V1(true);
            static async ValueTask<int> V1(bool onLoop) { if (onLoop) await Asyncio.Yield(); return 1; }
            static Future F() { var f = new Future(); Asyncio.RunningLoop.CallSoon(() => f.SetResult()); return f; }
            static Future<int> F1() { var f = new Future<int>(); Asyncio.RunningLoop.CallSoon(() => f.SetResult(1)); return f; }
            static LoopTask L() => Asyncio.CreateTask(C());
            static LoopTask<int> L1() => Asyncio.CreateTask(C1());

            public static int Test()
            {
                {{string.Join("\n        ", FacadeMatrix.Runs)}}
                TestLoop.Run(() => TaskGroup.Run(All));
                return count;
            }

            static async Coroutine All(TaskGroup group)
            {
                {{string.Join("\n        ", FacadeMatrix.OnTheLoop.Select(static line => "{ " + line + " }"))}}
            }
        }
        """;

    private static Assembly Compile(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release);
        var compilation = CSharpCompilation.Create("Facade", [tree], TestReferences.All, options);

        // A lambda without an await, on purpose.
        var errors = compilation.GetDiagnostics().Where(static d => d.Severity > DiagnosticSeverity.Info && d.Id != "CS1998");
        Assert.Empty(errors.Select(d => $"{d.Id} {d.GetMessage()}: {tree.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()}"));
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        return Assembly.Load(stream.ToArray());
    }
}
