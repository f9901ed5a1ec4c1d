using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>What a message says to write compiles where it is written, and means what the fix means.</summary>
public sealed class MessageCodeTests
{
    private const string Usings = "using System.IO; using System.Threading; using System.Threading.Tasks; using System.Xml.Linq; using AsyncioSharp;";

    // With and without the namespaces that the written code names.
    [Theory]
    [InlineData(Usings, "Task", "XDocument.Load(s);", "await XDocument.LoadAsync(s, LoadOptions.None, CancellationToken.None)")]
    [InlineData(
        "", "System.Threading.Tasks.Task", "System.Xml.Linq.XDocument.Load(s);",
        "await System.Xml.Linq.XDocument.LoadAsync(s, System.Xml.Linq.LoadOptions.None, System.Threading.CancellationToken.None)")]
    [InlineData(Usings, "Coroutine", "XDocument.Load(s);", "await XDocument.LoadAsync(s, LoadOptions.None, Asyncio.CurrentToken)")]
    [InlineData("", "AsyncioSharp.Coroutine", "System.Threading.Thread.Sleep(1);", "await AsyncioSharp.Asyncio.Sleep(System.TimeSpan.FromMilliseconds(1))")]
    [InlineData("", "System.Threading.Tasks.Task", "System.Threading.Thread.Sleep(1);", "await System.Threading.Tasks.Task.Delay(1)")]
    [InlineData(Usings, "Coroutine", "File.Copy(\"a\", \"b\");", null)]
    public async Task Names_AreAsShortAsThePlaceAllows(string usings, string type, string call, string? expected)
    {
        var written = await WrittenFor($"{usings}\nclass C {{ async {type} M(System.IO.Stream s) {{ {call} }} }}", call);
        Assert.Equal(expected, written);
    }

    // F3 and F4: the token that the function got, and a name that needs an escape.
    [Theory]
    [InlineData("CancellationToken @event", "await XDocument.LoadAsync(s, LoadOptions.None, @event)")]
    [InlineData("Context context", "await XDocument.LoadAsync(s, LoadOptions.None, context.RequestAborted)")]
    public async Task Token_IsTheOneOfTheFunction(string parameter, string expected)
    {
        var source = $"{Usings}\nclass Context {{ public CancellationToken RequestAborted => default; }}\n" +
            $"class C {{ async Task M(Stream s, {parameter}) {{ XDocument.Load(s); }} }}";
        Assert.Equal(expected, await WrittenFor(source, "XDocument.Load(s);"));
    }

    [Theory]
    [InlineData("s\n            .Flush();", "await s.FlushAsync()")]
    [InlineData("s // why\n            .Write(b, 0, 1);", "await s.WriteAsync(b, 0, 1)")]
    [InlineData("File.WriteAllText(\"a\", \"\"\"\n            x\n              y\n            \"\"\");", "await File.WriteAllTextAsync(\"a\", \"x\\n  y\")")]
    public async Task SeveralLines_AreShownOnOne(string call, string expected)
    {
        var written = await WrittenFor($"{Usings}\nclass C {{ async Task M(Stream s, byte[] b) {{ {call} }} }}", call);
        Assert.Equal(expected, written);
    }

    [Theory]
    [InlineData("x ? F() : G();", "await (x ? F() : G())")]
    [InlineData("_ = x switch { true => F(), _ => G() };", "await (x switch { true => F(), _ => G() })")]
    public async Task Operand_HasTheParenthesesThatAwaitNeeds(string statement, string expected)
    {
        var source = $"{Usings}\nclass C {{ Coroutine F() => default; Coroutine G() => default; async Coroutine M(bool x) {{ var c = {statement.Replace("_ = ", "")} await F(); }} }}";
        Assert.Equal(expected, await WrittenFor(source, "var c = " + statement.Replace("_ = ", "")));
    }

    /// <summary>The code that the only message asks for; it compiles in place of the statement.</summary>
    private static async Task<string?> WrittenFor(string source, string statement)
    {
        var found = (await RuleCatalog.AnalyzeAsync(source)).Where(d => d.Id.StartsWith("AIO", StringComparison.Ordinal)).ToList();
        if (found.Count == 0)
        {
            return null;
        }

        var written = Regex.Match(Assert.Single(found).GetMessage(), "(?:write|use) '(.+?)'(?:,|$| or )").Groups[1].Value;
        var errors = (await RuleCatalog.AnalyzeAsync(source.Replace(statement, written + ";"))).Where(d => d.Severity == DiagnosticSeverity.Error);
        Assert.Empty(errors);
        return written;
    }
}
