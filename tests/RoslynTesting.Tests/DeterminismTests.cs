using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using RoslynTesting.Tests.Doubles;

namespace RoslynTesting.Tests;

/// <summary>T22: the same test gives the same result, whatever runs beside it.</summary>
public class DeterminismTests
{
    private const string Source = "class a { }\nclass b { int x = y; }\nclass [|C|] { }\nclass d { }\n";

    [Fact]
    public async Task T22_FailureText_IsTheSameInParallel()
    {
        var expected = await Failing().FailureAsync();

        var failures = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(Failing().FailureAsync)));

        Assert.All(failures, failure => Assert.Equal(expected, failure));
        Assert.Contains("expected \"1\" actual \"4\"", expected);
    }

    [Fact]
    public async Task T22_PassingFix_PassesInParallel()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => new HarnessTest
        {
            TestCode = "class [|a|] { }\nclass [|b|] { }",
            FixedCode = "class A { }\nclass B { }",
        }.And(TestFix.Capitalize).RunAsync())));
    }

    [Fact]
    public void T22_StaticState_IsOnlyTheReferenceCache()
    {
        var mutable = typeof(DefaultVerifier).Assembly.GetTypes()
            .Where(type => !type.Name.Contains('<'))
            .SelectMany(type => type.GetFields(
                System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public |
                System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.DeclaredOnly))
            .Where(field => !field.IsLiteral)
            .Where(field => !field.IsInitOnly || typeof(System.Collections.IEnumerable).IsAssignableFrom(field.FieldType) && field.FieldType.IsGenericType)
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}");

        Assert.Equal(["ReferenceCache.s_references"], mutable);
    }

    [Fact]
    public async Task T22_References_AreReadOnce()
    {
        var first = await ReferenceAssemblies.Net.Net100.ResolveAsync(LanguageNames.CSharp, default);
        var second = await ReferenceAssemblies.Default.ResolveAsync(LanguageNames.CSharp, default);

        Assert.NotEmpty(first);
        Assert.Equal(first, second);
        var assembly = typeof(DefaultVerifier).Assembly;
        Assert.Same(new MetadataReferenceCollection { assembly }[0], new MetadataReferenceCollection { assembly }[0]);
    }

    [Fact]
    public async Task T22_Cancellation_StopsTheTest()
    {
        using var source = new CancellationTokenSource();
        var test = HarnessTest.With(new TestRule
        {
            Report = context =>
            {
                source.Cancel();
                context.CancellationToken.ThrowIfCancellationRequested();
            },
        });
        test.TestCode = "class A { }";

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.RunAsync(source.Token));
    }

    private static HarnessTest Failing() => new() { TestCode = Source };
}
