using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.BlockingHelperAnalyzer, AsyncioSharp.CodeFixes.BlockingHelperFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>A property that opens something at its first access and keeps it: the second access of a function does not block.</summary>
public sealed class KeptValueTests
{
    private const string Property = "private string _p; string P => _p ??= File.ReadAllText(\"a\"); void Take(object o, object p = null) { }\n";

    private static Task Unfixable(string members, string line) => Verify.Unfixable(
        "using System.IO;\n" + Snippet.Members($"{members}\nasync Coroutine M(Task t, List<int> xs, bool b)\n{{\n{line}\nawait F();\n}}"));

    [Theory]
    [InlineData("Take({|AIO156:P|}); Take(P);")]
    [InlineData("Take({|AIO156:P|}, P);")]
    [InlineData("Take({|AIO156:P|}.Length); await F(); if (b) { Take(P); }")]
    [InlineData("var x = {|AIO156:P|}; foreach (var y in xs) { Take(this.P); }")]
    [InlineData("if ({|AIO156:P|} != null) { Take(P); } else { Take(P); }")]
    [InlineData("if (b) { Take({|AIO156:P|}); Take(P); } Take({|AIO156:P|});")]
    [InlineData("var other = new C(); Take({|AIO156:other.P|}); Take(other.P);")]
    [InlineData("foreach (var other in new List<C>()) { Take({|AIO156:other.P|}); Take(other.P, other.P); }")]
    [InlineData("async Coroutine Two(C other) { Take({|AIO156:other.P|}); Take(other.P); await F(); } await Two(this);")]
    [InlineData("C other; other = b ? this : new C(); Take({|AIO156:other.P|}); foreach (var y in xs) { Take(other.P); }")]
    public Task SecondAccess_IsSilent(string line) => Unfixable(Property, line);

    [Theory]
    [InlineData("if (b) { Take({|AIO156:P|}); } Take({|AIO156:P|});")]
    [InlineData("foreach (var y in xs) { Take({|AIO156:P|}); } Take({|AIO156:P|});")]
    [InlineData("try { Take({|AIO156:P|}); } catch { } Take({|AIO156:P|});")]
    [InlineData("if (b && {|AIO156:P|} != null) { } Take({|AIO156:P|});")]
    [InlineData("object o = null; o ??= {|AIO156:P|}; Take({|AIO156:P|});")]
    [InlineData("Take(t?.ContinueWith(_ => 1), {|AIO156:P|}); var other = new C(); Take({|AIO156:other.P|});")]
    [InlineData("var other = new C(); Take({|AIO156:other.P|}); other = new C(); Take({|AIO156:other.P|});")]
    [InlineData("var one = new C(); var other = one; Take({|AIO156:one.P|}); Take({|AIO156:other.P|});")]
    [InlineData("var other = new C(); Take({|AIO156:other.P|}); while (b) { Take({|AIO156:other.P|}); other = new C(); }")]
    [InlineData("var other = new C(); void Next() => other = new C(); Take({|AIO156:other.P|}); Next(); Take({|AIO156:other.P|});")]
    [InlineData("var all = new[] { new C(), new C() }; Take({|AIO156:all[0].P|}); Take({|AIO156:all[1].P|});")]
    public Task AccessThatMayBeTheFirst_IsReported(string line) => Unfixable(Property, line);

    [Theory]
    [InlineData("private string _p; string P => _p ?? (_p = File.ReadAllText(\"a\")); void Take(object o) { }")]
    [InlineData("private string _p; string P { get { return _p ??= File.ReadAllText(\"a\"); } } void Take(object o) { }")]
    [InlineData("private static string _p; static string P => _p ??= File.ReadAllText(\"a\"); void Take(object o) { }")]
    [InlineData("private string _p; string P => _p ??= File.ReadAllText(\"a\"); void Take(object o) { } public void Dispose() => _p = null;")]
    [InlineData("private string _p = null; string P => _p ??= File.ReadAllText(\"a\"); void Take(object o) { } void Fill() => _p ??= \"b\";")]
    [InlineData("private string _p; string P { get { if (_p == null) { _p = File.ReadAllText(\"a\"); } return _p; } } void Take(object o) { }")]
    [InlineData("private string _p; string P { get { if (_p is null) _p = File.ReadAllText(\"a\"); return _p; } } void Take(object o) { }")]
    [InlineData("private string _p; string P { get { if (_p != null) { return _p; } _p = File.ReadAllText(\"a\"); return _p; } } void Take(object o) { }")]
    [InlineData("private string _p; string P { get { if (_p is not null) return _p; return _p = File.ReadAllText(\"a\"); } } void Take(object o) { }")]
    public Task PropertyThatKeepsItsValue_IsReportedOnce(string members) => Unfixable(members, "Take({|AIO156:P|}); Take(P);");

    [Theory]
    [InlineData("private string _p; string P => _p ??= File.ReadAllText(\"a\"); void Take(object o) => _p = null;")]
    [InlineData("private string _p; string P => _p ??= File.ReadAllText(\"a\"); void Take(object o) => Clear(out _p); static void Clear(out string s) => s = null;")]
    [InlineData("private string _p; string P => _p ??= File.ReadAllText(\"a\"); void Take(object o) { ref var p = ref _p; p = null; }")]
    [InlineData("internal string _p; string P => _p ??= File.ReadAllText(\"a\"); void Take(object o) { }")]
    [InlineData("private string _p; string P => _p = File.ReadAllText(\"a\"); void Take(object o) { }")]
    [InlineData("private string _p, _q; string P => _p ?? (_q = File.ReadAllText(\"a\")); void Take(object o) { }")]
    [InlineData("private string _p; string P { get { Thread.Sleep(1); return _p ??= \"\"; } } void Take(object o) { }")]
    [InlineData("private string _p, _q; string P { get { if (_q == null) { _p = File.ReadAllText(\"a\"); } return _p; } } void Take(object o) { }")]
    [InlineData("private string _p; string P { get { if (_p == null && gate != null) { _p = File.ReadAllText(\"a\"); } return _p; } } void Take(object o) { }")]
    [InlineData("private string _p; string P { get { if (_p == null) { if (gate != null) { _p = File.ReadAllText(\"a\"); } } return _p; } } void Take(object o) { }")]
    [InlineData("private string _p; string P { get { if (_p != null) { _p = File.ReadAllText(\"a\"); } return _p; } } void Take(object o) { }")]
    [InlineData("private string _p, _q; string P { get { if (_p == null) { _p = File.ReadAllText(\"a\"); } return _q; } } void Take(object o) { }")]
    [InlineData("private string _p; string P { get { if (_p == null) { _p = File.ReadAllText(\"a\"); } return _p; } } void Take(object o) { if (o != null) { _p = null; } }")]
    public Task PropertyThatMayBlockAgain_IsReportedTwice(string members) => Unfixable(members, "Take({|AIO156:P|}); Take({|AIO156:P|});");
}
