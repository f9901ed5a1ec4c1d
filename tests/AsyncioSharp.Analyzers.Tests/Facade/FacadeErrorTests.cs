using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AsyncioSharp.Analyzers.Tests.Facade;

/// <summary>What must not compile says what to write instead.</summary>
public sealed class FacadeErrorTests
{
    [Theory]
    [InlineData("await Asyncio.Sleep(2, Asyncio.CurrentToken);", "write Asyncio.Sleep(seconds)")]
    [InlineData("await Asyncio.Sleep(TimeSpan.FromSeconds(2), Asyncio.CurrentToken);", "write Asyncio.Sleep(delay)")]
    [InlineData("Asyncio.Timeout(1.0);", "write await Asyncio.Timeout(limit, async () => { ... })")]
    [InlineData("Asyncio.Timeout(1.0, F());", "write await Asyncio.WaitFor(awaitable, limit)")]
    [InlineData("Asyncio.Timeout(1, t);", "write await Asyncio.WaitFor(awaitable, limit)")]
    [InlineData("await Asyncio.ToThread(() => F());", "A coroutine runs on the loop, not on another thread: await it")]
    [InlineData("await Asyncio.ToThread(W, 1);", "A coroutine runs on the loop")]
    [InlineData("await Asyncio.ToThread(Use, \"\");", "write Asyncio.ToThread(() => function(argument))")]
    public void Reflex_NamesTheCure(string line, string cure) => Assert.Contains(
        Errors(Snippet.Coroutine(line)), error => error.Id == "CS0619" && error.GetMessage().Contains(cure));

    private static IEnumerable<Diagnostic> Errors(string source) => CSharpCompilation
        .Create("Test", [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview))], TestReferences.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
        .GetDiagnostics()
        .Where(static d => d.Severity == DiagnosticSeverity.Error);
}
