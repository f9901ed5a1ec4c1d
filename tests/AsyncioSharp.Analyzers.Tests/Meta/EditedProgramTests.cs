using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>
/// What the rules learned about a program is used again after an edit. These tests edit programs, and compare what the rules know then with
/// what they know of the same text that they see for the first time.
/// </summary>
public sealed class EditedProgramTests
{
    private const string Write = "Shared.Count++;";
    private const string Use = "new AsyncioSharp.AsyncEvent().Set();";
    private const string Run = "AsyncioSharp.Asyncio.Run(() => AsyncioSharp.Asyncio.Sleep(0));";

    // Each with a search that reads every function.
    private static readonly (Func<CallGraph, CallSearch> Search, Func<CallGraph, CallSearch> WithoutRecords)[] Others =
    [
        (static graph => graph.Runs, static graph => new CallSearch(graph, static calls => calls.Runs, needsAll: true)),
        (static graph => graph.LoopUses, static graph => new CallSearch(graph, static calls => calls.LoopUses, needsAll: false)),
        (static graph => graph.StateWrites, static graph => new CallSearch(graph, static calls => calls.StateWrites, needsAll: false)),
    ];

    private const string Caller =
        """
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;

        public class Caller
        {
            public void Call() => new Middle().Call();
        }

        public class Middle
        {
            public void Call() { X }
        }
        """;

    private const string Callee =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;

        public static class Shared { public static int Count; }
        public interface IWork { void Do(); }
        public class Plain : IWork { public virtual void Do() { BODY } }
        public class Derived : Plain { }
        public class Built { public Built() { BODY } }
        public class WithField { private int field = Init(); static int Init() { BODY return 1; } }
        public class Closed : IDisposable { public void Dispose() { BODY } }
        public class Numbers { public IEnumerable<int> All() { ITERATOR } }
        public class Row { public int Cell { get { BODY return 1; } set { } } public int this[int i] { get { BODY return 1; } } }
        public struct Sum { public static Sum operator +(Sum a, Sum b) { BODY return a; } public static implicit operator int(Sum s) { BODY return 1; } }
        public static class Deferred { public static readonly Lazy<int> Number = new(LAZY); static int Wait() { Thread.Sleep(1); return 1; } }
        public static class Modes { public static void Run(bool sync) { if (sync) { BODY } } }
        public static class Streams { public static Stream Open() => STREAM; public static void Copy(Stream stream) { BODY } }
        file class Hidden { public static void Do() { BODY } }
        public static class Facade { public static void Do() => Hidden.Do(); public static void Pick(object o) { } }
        """;

    /// <summary>A body in another file begins to block, or ends to; each shape is another way to reach it.</summary>
    [Theory]
    [InlineData("new Plain().Do();")]
    [InlineData("default(Plain)!.Do();")]
    [InlineData("default(IWork)!.Do();")]
    [InlineData("default(Derived)!.Do();")]
    [InlineData("new Built();")]
    [InlineData("new WithField();")]
    [InlineData("using var closed = new Closed();")]
    [InlineData("foreach (var number in default(Numbers)!.All()) { }")]
    [InlineData("default(Numbers)!.All();")]
    [InlineData("var cell = default(Row)!.Cell;")]
    [InlineData("var cell = default(Row)![1];")]
    [InlineData("var sum = default(Sum) + default(Sum);")]
    [InlineData("int number = default(Sum);")]
    [InlineData("var number = Deferred.Number.Value;")]
    [InlineData("Modes.Run(true);")]
    [InlineData("Modes.Run(false);")]
    [InlineData("Streams.Copy(new MemoryStream());")]
    [InlineData("Facade.Do();")]
    [InlineData("void Local() => new Plain().Do(); Local();")]
    [InlineData("System.Action call = () => new Plain().Do(); call();")]
    public void BodyThatChanges_IsReadAgain(string call)
    {
        var caller = Parse(Caller.Replace("X", call, StringComparison.Ordinal), "Caller.cs");
        var other = Parse("public class Other { public void Do() { } }", "Other.cs");
        var harmless = Parse(Code(""), "Callee.cs");
        var compilation = Compile(caller, harmless, other);
        CheckAgainstFresh(compilation);
        foreach (var body in (string[])["Thread.Sleep(1);", "", "lock (new object()) { }", Write, "", Use, Run, "", "Thread.Sleep(1);"])
        {
            var before = compilation.SyntaxTrees[1];
            compilation = compilation.ReplaceSyntaxTree(before, before.WithChangedText(SourceText.From(Code(body))));
            CheckAgainstFresh(compilation);
        }

        GC.KeepAlive(harmless);
    }

    [Theory]
    [InlineData("default(Derived)!.Do();", "public class Derived : Plain { }", "public class Derived : Plain { public override void Do() { Thread.Sleep(1); } }")]
    [InlineData("default(Plain)!.Do();", "public virtual void Do() { }", "public virtual async void Do() { }")]
    [InlineData("new Built();", "{ public Built() { } }", "{ public Built() { } private int field = Deferred.Number.Value; }")]
    [InlineData("new WithField();", "public class WithField {", "public class WithField : Built {")]
    [InlineData("Facade.Pick(\"\");", "static void Pick(object o) { }", "static void Pick(object o) { } public static void Pick(string s) { Thread.Sleep(1); }")]
    public void DeclarationThatChanges_IsReadAgain(string call, string before, string after)
    {
        var code = Code("").Replace("{  }", "{ }", StringComparison.Ordinal);
        Assert.Contains(before, code, StringComparison.Ordinal);
        var caller = Parse(Caller.Replace("X", call, StringComparison.Ordinal), "Caller.cs");
        var compilation = Compile(caller, Parse(code, "Callee.cs"), Parse("", "Other.cs"));
        CheckAgainstFresh(compilation);
        var tree = compilation.SyntaxTrees[1];
        CheckAgainstFresh(compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(code.Replace(before, after, StringComparison.Ordinal)))));
        GC.KeepAlive(tree);
    }

    /// <summary>Neither the caller nor what it called before is in the edited file.</summary>
    [Theory]
    [InlineData("default(Leaf)!.Do();", "public override void Do() { Thread.Sleep(1); } }")]
    [InlineData("default(Base)!.Run(\"\");", "} public static class More { public static void Run(this Base b, string s) { Thread.Sleep(1); } }")]
    [InlineData("default(Leaf)!.Pick(1);", "public void Pick(int i) { Thread.Sleep(1); } }")]
    [InlineData("Parts.Do();", "} public static partial class Parts { static partial void Part() { Thread.Sleep(1); } }")]
    public void DeclarationInAnotherFile_IsReadAgain(string call, string end)
    {
        const string Base =
            """
            public class Base { public virtual void Do() { } public void Pick(object o) { } }
            public static class Extensions { public static void Run(this Base b, object o) { } }
            public static partial class Parts { public static void Do() => Part(); static partial void Part(); }
            """;
        var compilation = Compile(
            Parse(Caller.Replace("X", call, StringComparison.Ordinal), "Caller.cs"),
            Parse("using System.Threading; public class Leaf : Base { }", "Edited.cs"),
            Parse(Base, "Base.cs"));
        CheckAgainstFresh(compilation);
        var tree = compilation.SyntaxTrees[1];
        var text = tree.ToString().TrimEnd('}') + end;
        var edited = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text)));
        Assert.InRange(CheckAgainstFresh(edited), 3, 4);
        GC.KeepAlive(tree);
    }

    [Fact]
    public void SettingThatChanges_IsHeard()
    {
        var compilation = Compile(Parse(Caller.Replace("X", "new Plain().Do();", StringComparison.Ordinal), "Caller.cs"), Parse(Code(""), "Callee.cs"));
        Assert.DoesNotContain("Caller.Call()", Blocking(compilation, Symbols(compilation, null)));
        var same = Compile([.. compilation.SyntaxTrees]);
        var options = new AnalyzerOptions([new BlockingFile("M:Plain.Do")]);
        Assert.Contains("Caller.Call()", Blocking(same, Symbols(same, options)));
        var without = Compile([.. compilation.SyntaxTrees]);
        Assert.DoesNotContain("Caller.Call()", Blocking(without, Symbols(without, null)));
    }

    /// <summary>The rules ask about the calls in the edited file. Only its functions are read for that, not what they call.</summary>
    [Theory]
    [InlineData("Blocking")]
    [InlineData("Runs")]
    [InlineData("LoopUses")]
    [InlineData("StateWrites")]
    public void Keystroke_ReadsOnlyTheEditedFile(string name)
    {
        // Run is mentioned in a comment: without the word, no search for it starts.
        var files = Enumerable.Range(0, 50).Select(i => Parse(
            $"// Run\npublic class C{i} {{ public C{i}() {{ }} public void Do() {{ new C{Math.Min(i + 1, 49)}(); {(i < 49 ? $"new C{i + 1}().Do();" : "")} }} }}", $"C{i}.cs"));
        Func<CallGraph, CallSearch> searchOf = name switch
        {
            "Runs" => static graph => graph.Runs,
            "LoopUses" => static graph => graph.LoopUses,
            "StateWrites" => static graph => graph.StateWrites,
            _ => static graph => graph.Blocking,
        };
        var compilation = Compile([.. files]);
        Assert.Equal(86, Read(compilation, compilation.SyntaxTrees[7]));
        var tree = compilation.SyntaxTrees[7];
        var text = tree.GetText();
        var edited = tree.WithChangedText(text.Replace(text.ToString().IndexOf("new", StringComparison.Ordinal), 0, "/* x */ "));
        Assert.Equal(2, Read(compilation.ReplaceSyntaxTree(tree, edited), edited));
        GC.KeepAlive(tree);

        int Read(CSharpCompilation compilation, SyntaxTree tree)
        {
            var graph = CallGraph.Of(Symbols(compilation, null));
            foreach (var function in FunctionsOf(compilation).Where(f => f.DeclaringSyntaxReferences[0].SyntaxTree == tree))
            {
                Assert.Null(searchOf(graph).From(function));
            }

            return graph.FunctionsRead;
        }
    }

    /// <summary>Neither a local function nor a list in memory makes what calls it unknown to the next compilation.</summary>
    [Theory]
    [InlineData("Throw(); static void Throw() => throw new System.Exception();")]
    [InlineData("System.Linq.Enumerable.ToList(new int[1]);")]
    [InlineData("System.IO.File.Exists(\"a\");")]
    public void FunctionOfAnotherFile_IsNotReadAgain(string body)
    {
        var called = Parse($"public class Called {{ public static void Do() {{ {body} }} }}", "Called.cs");
        var compilation = Compile(Parse("public class C { public void Do() { Called.Do(); } }", "C.cs"), called);
        Assert.InRange(ReadFunctions(compilation), 2, 3);
        var tree = compilation.SyntaxTrees[0];
        Assert.Equal(1, ReadFunctions(compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(tree + " ")))));
        GC.KeepAlive(tree);
    }

    /// <summary>A word in a comment made every search for uses of the loop read all that a function reaches.</summary>
    [Theory]
    [InlineData("// no AsyncLocal here", 1)]
    [InlineData("class AsyncLocals;", 1)]
    [InlineData("class Named { System.Threading.AsyncLocal<int> local; }", 2)]
    public void LoopUses_AreSearchedOnlyWhereTheProgramNamesThem(string other, int read)
    {
        var compilation = Compile(
            Parse("public class C { public void Do() { Called.Do(); } }", "C.cs"),
            Parse("public static class Called { public static void Do() { } }", "Called.cs"),
            Parse(other, "Other.cs"));
        var graph = CallGraph.Of(Symbols(compilation, null));
        var call = graph.Of(FunctionsOf(compilation).First(static f => f.ToDisplayString() == "C.Do()")).Edges.Single();
        Assert.Null(graph.LoopUses.From(call));
        Assert.Equal(read, graph.FunctionsRead);
    }

    /// <summary>An IDE keeps only the latest version of a file. What is known of the other files must not depend on the collector.</summary>
    [Fact]
    public void Keystroke_ReadsOnlyTheEditedFile_WhenTheTreeBeforeItIsGone()
    {
        var called = Parse("public class Called { public static void Do() { Throw(); } static void Throw() => throw new System.Exception(); }", "Called.cs");
        var edited = Parse("public class C { public void Do() { Called.Do(); } }", "C.cs");
        var compilation = Compile(edited, called, Parse("class Other;", "Other.cs"));
        Assert.Equal(3, ReadFunctions(compilation));
        var text = edited.ToString();
        var gone = Type(compilation, text + " ");
        Collect();
        Assert.False(gone.IsAlive);
        Assert.Equal(1, ReadFunctions(compilation.ReplaceSyntaxTree(edited, Parse(text + "  ", "C.cs"))));

        // A declaration is still heard.
        gone = Type(compilation, text + "   ");
        Collect();
        Assert.False(gone.IsAlive);
        Assert.Equal(3, ReadFunctions(compilation.ReplaceSyntaxTree(edited, Parse(text + "class More;", "C.cs"))));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Type(CSharpCompilation compilation, string text)
        {
            var typed = Parse(text, "C.cs");
            Assert.Equal(1, ReadFunctions(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], typed)));
            return new WeakReference(typed);
        }

        static void Collect()
        {
            for (var round = 0; round < 3; round++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
    }

    /// <summary>Random programs of several files, edited at random; with odd seeds the trees before an edit are gone.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void RandomEdits_LeaveWhatAFreshAnalysisFinds(int seed)
    {
        var random = new Random(seed);
        var program = new RandomProgram(random);
        var compilation = Compile([.. Enumerable.Range(0, RandomProgram.Files).Select(i => Parse(program.Text(i), $"F{i}.cs"))]);
        var versions = new List<SyntaxTree>();
        var blocking = 0;
        for (var edit = 0; edit < 60; edit++)
        {
            blocking += CheckAgainstFresh(compilation);
            var file = program.Edit();
            var before = compilation.SyntaxTrees[file];
            var after = before.WithChangedText(SourceText.From(program.Text(file)));
            if (seed % 2 == 0)
            {
                versions.Add(before);
            }
            else if (edit % 10 == 9)
            {
                GC.Collect();
            }

            compilation = compilation.ReplaceSyntaxTree(before, after);
        }

        Assert.InRange(blocking, 60, 60 * RandomProgram.Files * RandomProgram.Members);
        GC.KeepAlive(versions);
    }

    // How many functions a search from C.Do reads.
    private static int ReadFunctions(CSharpCompilation compilation)
    {
        var graph = CallGraph.Of(Symbols(compilation, null));
        Assert.Null(graph.Blocking.From(FunctionsOf(compilation).First(static f => f.ToDisplayString() == "C.Do()")));
        return graph.FunctionsRead;
    }

    private static int CheckAgainstFresh(CSharpCompilation compilation)
    {
        var fresh = Compile([.. compilation.SyntaxTrees.Select(static tree => Parse(tree.ToString(), tree.FilePath))]);
        Assert.DoesNotContain(compilation.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);
        var expected = Found(fresh, Symbols(fresh, null), static graph => new CallSearch(graph, static calls => calls.Blockers, needsAll: true));
        Assert.Equal(expected, Blocking(compilation, Symbols(compilation, null)));
        foreach (var (searchOf, withoutRecords) in Others)
        {
            Assert.Equal(Found(fresh, Symbols(fresh, null), withoutRecords), Found(compilation, Symbols(compilation, null), searchOf));
        }

        return expected.Length;
    }

    private static ImmutableArray<string> Blocking(CSharpCompilation compilation, KnownSymbols symbols) =>
        Found(compilation, symbols, static graph => graph.Blocking);

    private static ImmutableArray<string> Found(CSharpCompilation compilation, KnownSymbols symbols, Func<CallGraph, CallSearch> searchOf)
    {
        var search = searchOf(CallGraph.Of(symbols));
        return [.. FunctionsOf(compilation).Where(f => search.From(f) is not null).Select(static f => f.ToDisplayString())];
    }

    private static KnownSymbols Symbols(CSharpCompilation compilation, AnalyzerOptions? options) =>
        options is null ? KnownSymbols.Of(compilation)! : KnownSymbols.Of(compilation, options)!;

    private static IEnumerable<IMethodSymbol> FunctionsOf(CSharpCompilation compilation) =>
        from tree in compilation.SyntaxTrees
        let model = compilation.GetSemanticModel(tree)
        from node in tree.GetRoot().DescendantNodes()
        where node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or TypeDeclarationSyntax
        from function in node is TypeDeclarationSyntax type
            ? model.GetDeclaredSymbol(type)!.InstanceConstructors.Where(static c => c.IsImplicitlyDeclared)
            : [(IMethodSymbol)model.GetDeclaredSymbol(node)!]
        select function;

    private static CSharpCompilation Compile(params SyntaxTree[] trees) =>
        CSharpCompilation.Create("Test", trees, TestReferences.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text), path: path);

    private static string Code(string body) => Callee
        .Replace("BODY", body, StringComparison.Ordinal)
        .Replace("ITERATOR", body.Contains("Sleep", StringComparison.Ordinal) ? body + " return [];" : "yield return 1;", StringComparison.Ordinal)
        .Replace("LAZY", body.Contains("Sleep", StringComparison.Ordinal) ? "Wait" : "1", StringComparison.Ordinal)
        .Replace("STREAM", body.Contains("Sleep", StringComparison.Ordinal) ? "File.OpenRead(\"a\")" : "new MemoryStream()", StringComparison.Ordinal);

    private sealed class BlockingFile(string api) : AdditionalText
    {
        public override string Path => "asyncio.blocking.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(api);
    }

    /// <summary>Classes that call each other's members in all ways; some bodies block. An edit rewrites one body.</summary>
    private sealed class RandomProgram
    {
        public const int Files = 5;
        public const int Members = 6;

        private readonly Random _random;
        private readonly string[,] _bodies = new string[Files, Members];

        public RandomProgram(Random random)
        {
            _random = random;
            for (var i = 0; i < Files * Members; i++)
            {
                _bodies[i / Members, i % Members] = Body();
            }
        }

        public int Edit()
        {
            var file = _random.Next(Files);
            _bodies[file, _random.Next(Members)] = Body();
            return file;
        }

        // The classes are a chain, so that overrides are in other files than what they override.
        public string Text(int i) =>
            $$"""
            using System;
            using System.Collections.Generic;
            using System.IO;
            using System.Linq;
            using System.Threading;
            public partial class C{{i}} : {{(i > 0 ? "C" + (i - 1) : "object")}}, IDisposable
            {
                public C{{i}}() { {{_bodies[i, 0]}} }
                public {{(i > 0 ? "override" : "virtual")}} void Virtual() { {{_bodies[i, 1]}} }
                public static void Static() { {{_bodies[i, 2]}} }
                public int Property { get { {{_bodies[i, 3]}} return 1; } set { } }
                public {{(i > 0 ? "new " : "")}}void Dispose() { {{_bodies[i, 4]}} }
                public static IEnumerable<int> Items() { {{_bodies[i, 5]}} {{(_bodies[i, 5].Length % 2 == 0 ? "yield return 1;" : "return [];")}} }
            }
            public partial class Parts { private int part{{i}} = C{{i}}.Items().Count(); {{(i == 0 ? "public static int Count;" : "")}} }
            """;

        private string Body() => string.Join(" ", Enumerable.Range(0, _random.Next(3)).Select(_ => Statement()));

        private string Statement()
        {
            var i = _random.Next(Files);
            return _random.Next(17) switch
            {
                14 => "Parts.Count++;",
                15 => Use,
                16 => Run,
                0 => "Thread.Sleep(1);",
                1 => $"new C{i}();",
                2 => $"default(C{i}).Virtual();",
                3 or 4 => $"C{i}.Static();",
                5 => $"var p{_random.Next(int.MaxValue)} = default(C{i}).Property;",
                6 => $"using (default(C{i})) {{ }}",
                7 => $"foreach (var x{_random.Next(int.MaxValue)} in C{i}.Items()) {{ }}",
                8 => $"C{i}.Items().ToList();",
                9 => $"Enumerable.Range(0, 1).Select(y => {{ C{i}.Static(); return y; }}).ToList();",
                10 => $"void L{_random.Next(int.MaxValue)}() => C{i}.Static();",
                11 => $"((IDisposable)default(C{i})).Dispose();",
                12 => "new Parts();",
                _ => "File.Exists(\"a\");",
            };
        }
    }
}
