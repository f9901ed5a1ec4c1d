using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.BlockingSleepAnalyzer, AsyncioSharp.CodeFixes.BlockingSleepFix>;
using VerifyCounterpart = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.AsyncCounterpartAnalyzer, AsyncioSharp.CodeFixes.AsyncCounterpartFix>;

namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>CS4007 and CS9217: a ref struct or a reference may not live across the await that a fix writes. Every fixed text here is compiled to the end.</summary>
public sealed class RefLifetimeTests
{
    private static string In(string lines) => Snippet.Members($"async Task M(string text, int[] xs, int k)\n{{\n{lines}\nawait F();\n}}\nvoid Take(ReadOnlySpan<char> s) {{ }}");

    [Theory]
    [InlineData("for (ReadOnlySpan<char> rest = text; rest.Length > 0; rest = rest[1..]) { SLEEP; }")]
    [InlineData("for (var e = text.AsSpan().GetEnumerator(); e.MoveNext();) { SLEEP; }")]
    [InlineData("for (ref var p = ref xs[0]; p < 3; p++) { SLEEP; }")]
    [InlineData("ReadOnlySpan<char> s = text; again: if (s.Length > 3) { s = s[1..]; SLEEP; goto again; }")]
    [InlineData("ReadOnlySpan<char> s = text; switch (k) { case 2: Take(s); break; case 1: SLEEP; goto case 2; }")]
    [InlineData("ReadOnlySpan<char> s = text; switch (k) { default: Take(s); break; case 1: SLEEP; goto default; }")]
    [InlineData("ReadOnlySpan<char> s = text; while (s.Length > 0) { Take(s); s = s[1..]; SLEEP; }")]
    [InlineData("ReadOnlySpan<char> s = text; do { SLEEP; } while (s.Length > 9);")]
    [InlineData("ReadOnlySpan<char> s = text; try { SLEEP; } finally { Take(s); }")]
    [InlineData("ReadOnlySpan<char> s = text; try { Take(text); } finally { SLEEP; } Take(s);")]
    [InlineData("ReadOnlySpan<char> s = text; try { SLEEP; s = \"b\"; } catch (Exception) { Take(s); }")]
    [InlineData("ReadOnlySpan<char> s = text; try { throw new Exception(); } catch (Exception) { SLEEP; } Take(s);")]
    [InlineData("if (text.AsSpan() is { Length: > 1 } s) { SLEEP; Take(s); }")]
    [InlineData("if (text.AsSpan() is [_, .. var s]) { SLEEP; Take(s); }")]
    [InlineData("switch (text.AsSpan()) { case [_, .. var s]: SLEEP; Take(s); break; }")]
    [InlineData("ref var p = ref xs[0]; SLEEP; p = 3;")]
    [InlineData("ref var p = ref xs[0]; SLEEP; p++;")]
    [InlineData("foreach (var c in text.AsSpan()) { SLEEP; }")]
    [InlineData("foreach (ref var x in xs.AsSpan()) { SLEEP; x = 1; }")]
    [InlineData("foreach (var x in xs) { var s = text.AsSpan(); SLEEP; Take(s); }")]
    public Task Alive_Unfixable(string lines) => Verify.Unfixable(In(lines.Replace("SLEEP", "{|AIO151:Thread.Sleep(1)|}")));

    [Theory]
    [InlineData("{ ReadOnlySpan<char> s = text; Take(s); } SLEEP;")]
    [InlineData("ReadOnlySpan<char> s = text; Take(s); SLEEP;")]
    [InlineData("SLEEP; ReadOnlySpan<char> s = text; Take(s);")]
    [InlineData("ReadOnlySpan<char> s = text; Take(s); SLEEP; s = text; Take(s);")]
    [InlineData("while (k-- > 0) { ReadOnlySpan<char> s = text; Take(s); SLEEP; }")]
    [InlineData("while (k-- > 0) { SLEEP; ReadOnlySpan<char> s = text; Take(s); }")]
    [InlineData("ReadOnlySpan<char> s; while (k-- > 0) { s = text; Take(s); SLEEP; }")]
    [InlineData("ReadOnlySpan<char> s = text; if (k > 1) { SLEEP; return; } Take(s);")]
    [InlineData("ReadOnlySpan<char> s = text; switch (k) { case 2: Take(s); break; case 1: SLEEP; break; }")]
    [InlineData("if (text.AsSpan() is { Length: > 1 } s) { Take(s); SLEEP; }")]
    [InlineData("foreach (var c in text.AsSpan()) { Use(c); } SLEEP;")]
    public Task Dead_IsFixed(string lines) => Verify.Fix(In(lines.Replace("SLEEP", "{|AIO101:Thread.Sleep(1)|}")), In(lines.Replace("SLEEP", "await Task.Delay(1)")));

    private const string Usings = "using System.Globalization;\nusing System.IO;\nusing System.Runtime.CompilerServices;\nusing System.Text;\n";

    private const string Handlers =
        """
        [InterpolatedStringHandler] ref struct RefHandler { public RefHandler(int l, int f) { } public void AppendLiteral(string s) { } public void AppendFormatted<T>(T t) { } }
        static class Log { public static void Info(RefHandler h) { } public static void Named(int level, RefHandler h) { } }

        """;

    private static string Reading(string line) => Usings + Snippet.Members($"async Task M(StreamReader r, StringBuilder b)\n{{\n{line}\nawait F();\n}}") + Handlers;

    [Theory]
    [InlineData("var s = string.Create(CultureInfo.InvariantCulture, $\"<{ READ }>\"); Use(s);")]
    [InlineData("var s = string.Create(null, $\"<{1}>\" + $\"{ READ }\"); Use(s);")]
    [InlineData("Log.Info($\"{ READ }\");")]
    [InlineData("Log.Named(1, $\"{(READ + \"a\").Length}\");")]
    [InlineData("DefaultInterpolatedStringHandler h = $\"{ READ }\"; Use(h.ToStringAndClear());")]
    public Task RefHandler_Unfixable(string line) => VerifyCounterpart.Unfixable(Reading(line.Replace("READ", "{|AIO153:r.ReadLine()|}")));

    // CS8325, wherever in the expression the await is.
    [Theory]
    [InlineData("int one = 1, two = 2; (one > 0 ? ref one : ref two) = READ.Length;")]
    [InlineData("int one = 1, two = 2; (READ.Length > 0 ? ref one : ref two) = 2;")]
    [InlineData("int one = 1, two = 2; Use((one > 0 ? ref one : ref two) + READ.Length);")]
    public Task ChoiceOfReferences_Unfixable(string line) => VerifyCounterpart.Unfixable(Reading(line.Replace("READ", "{|AIO153:r.ReadLine()|}")));

    [Theory]
    [InlineData("int one = 1, two = 2; (one > 0 ? ref one : ref two) = 2; Use(READ);")]
    [InlineData("var s = $\"<{ READ }>\"; Use(s);")]
    [InlineData("b.Append($\"<{ READ }>\");")]
    [InlineData("FormattableString s = $\"<{ READ }>\"; Use(s);")]
    public Task OtherText_IsFixed(string line) =>
        VerifyCounterpart.Fix(Reading(line.Replace("READ", "{|AIO103:r.ReadLine()|}")), Reading(line.Replace("READ.", "(await r.ReadLineAsync()).").Replace("READ", "await r.ReadLineAsync()")));
}
