using Microsoft.CodeAnalysis.Testing;
using RoslynTesting.Tests.Doubles;

namespace RoslynTesting.Tests;

public class PassingTests
{
    [Fact]
    public Task Markup_IsExpected() => new HarnessTest { TestCode = "class [|a|] { }" }.RunAsync();

    [Fact]
    public Task Explicit_IsExpected() => new HarnessTest
    {
        TestCode = "class {|#0:a|} { }",
        ExpectedDiagnostics = { new DiagnosticResult(TestRule.Descriptor).WithLocation(0).WithArguments("a") },
    }.RunAsync();

    [Fact]
    public Task Fix_Works() => new HarnessTest
    {
        TestCode = "class [|a|] { }\nclass [|b|] { }\n",
        FixedCode = "class A { }\nclass B { }\n",
    }.And(TestFix.Capitalize).RunAsync();
}
