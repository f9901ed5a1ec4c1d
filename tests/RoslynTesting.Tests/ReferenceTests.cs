using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using RoslynTesting.Tests.Doubles;

namespace RoslynTesting.Tests;

/// <summary>What test code compiles against.</summary>
public class ReferenceTests
{
    [Fact]
    public async Task Net100_IsComplete()
    {
        await new HarnessTest { TestCode = "class A { object x = new System.Threading.Lock(); }" }.RunAsync();

        var references = await ReferenceAssemblies.Net.Net100.ResolveAsync(LanguageNames.CSharp, default);
        Assert.Contains(references, reference => Path.GetFileName(reference.Display) == "System.Runtime.dll");
    }

    [Fact]
    public void MissingPack_FallsBackToTheRunningFramework()
    {
        var paths = TargetingPack.FindAssemblies("net10.0", []);

        var compilation = CSharpCompilation.Create(
            "Test",
            [CSharpSyntaxTree.ParseText("System.Console.WriteLine(string.Join(\",\", new System.Collections.Generic.List<int>()));")],
            paths.Select(ReferenceCache.Get));
        Assert.Empty(compilation.GetDiagnostics());
    }

    [Fact]
    public void MissingPackOfAnotherFramework_Fails()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => TargetingPack.FindAssemblies("net1.0", []));

        Assert.Equal("No targeting pack for 'net1.0' is installed beside the running dotnet.", failure.Message);
    }

    [Fact]
    public void HighestPackVersion_IsTaken()
    {
        var root = Directory.CreateTempSubdirectory();
        try
        {
            foreach (var version in new[] { "10.0.9", "10.0.10", "9.0.99" })
            {
                var folder = root.CreateSubdirectory($"packs/Microsoft.NETCore.App.Ref/{version}/ref/net10.0");
                File.WriteAllText(Path.Combine(folder.FullName, "A.dll"), "");
            }

            Assert.Contains("10.0.10", Assert.Single(TargetingPack.FindAssemblies("net10.0", [root.FullName])));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task AdditionalReference_IsSeen()
    {
        const string Source = "class A { Xunit.FactAttribute x; }";
        var test = new HarnessTest { TestCode = Source };
        test.TestState.AdditionalReferences.Add(typeof(FactAttribute).Assembly);
        await test.RunAsync();

        Assert.Contains("CS0246", await new HarnessTest { TestCode = Source }.FailureAsync());
    }

    [Fact]
    public async Task SeparateProject_NeedsAReference()
    {
        Assert.Contains("CS0246", await TwoProjects().FailureAsync());

        var referenced = TwoProjects();
        referenced.TestState.AdditionalProjectReferences.Add("Other");
        await referenced.RunAsync();

        static HarnessTest TwoProjects()
        {
            var test = new HarnessTest { TestCode = "class A : B { }" };
            test.TestState.AdditionalProjects["Other"].Sources.Add("public class B { }");
            return test;
        }
    }
}
