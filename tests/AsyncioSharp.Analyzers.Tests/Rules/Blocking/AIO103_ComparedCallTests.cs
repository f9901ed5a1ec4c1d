namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>A test that calls a method and its counterpart with the same arguments compares them, and so blocks on purpose.</summary>
public sealed class ComparedCallTests
{
    private const string Head =
        """
        sealed class Store(string path)
        {
            public int Load(int n) => File.ReadAllText(path).Length + n;
            public async Task<int> LoadAsync(int n, CancellationToken token = default) => (await File.ReadAllTextAsync(path, token)).Length + n;
            public static Store Open(string p) { File.ReadAllText(p); return new(p); }
            public static async Task<Store> OpenAsync(string p) { await File.ReadAllTextAsync(p); return new(p); }
        }

        """;

    private const string Test = "[Xunit.Fact] public async Task M() { ";

    private static Task AllRulesReport(string members) => AllRules.Report(
        "using System.IO;\n" + Snippet.Members(Head + members) + "namespace Xunit { class FactAttribute : Attribute { } }");

    [Theory]
    [InlineData("var s = new Store(\"a\"); Use(s.Load(1)); Use(await s.LoadAsync(1));")]
    [InlineData("var s = new Store(\"a\"); Use(await s.LoadAsync(1, CancellationToken.None)); Use(s.Load(1));")]
    [InlineData("Use(new Store(\"a\").Load(1)); Use(await new Store(\"a\").LoadAsync(1));")]
    [InlineData("var s = new Store(\"a\"); var other = new Store(\"a\"); Use(s.Load(1)); Use(await other.LoadAsync(1));")]
    [InlineData("var s = Store.Open(\"a\"); var other = await Store.OpenAsync(\"a\"); Use(s.Load(1)); Use(await other.LoadAsync(1));")]
    [InlineData("var s = File.OpenRead(\"a\"); s.Write([1], 0, 1); await s.WriteAsync([1], 0, 1);")]
    [InlineData("Use(File.ReadAllText(\"a\")); Use(await File.ReadAllTextAsync(\"a\"));")]
    [InlineData("var s = new Store(\"a\"); async Task<int> Old() { await Task.Yield(); return s.Load(1); } async Task<int> Now() => await s.LoadAsync(1); Use(await Old() == await Now());")]
    [InlineData("var s = new Store(\"a\"); var all = new Func<Task<int>>[] { async () => s.Load(1), () => s.LoadAsync(1) }; foreach (var one in all) { Use(await one()); }")]
    public Task BothFormsInATest_AreSilent(string lines) => AllRulesReport(Test + lines + " }");

    [Fact]
    public Task BothFormsInAHelperOfATest_AreSilent() => AllRulesReport(
        "[Xunit.Fact] public Task M() => Check(\"a\"); async Task Check(string p) { Use(File.ReadAllText(p)); Use(await File.ReadAllTextAsync(p)); }");

    [Theory]
    [InlineData("var s = new Store(\"a\"); Use({|AIO103:s.Load(1)|}); Use(await s.LoadAsync(2));")]
    [InlineData("var s = new Store(\"a\"); var other = new Store(\"b\"); Use({|AIO103:s.Load(1)|}); Use(await other.LoadAsync(1));")]
    [InlineData("Use({|AIO103:File.ReadAllText(\"a\")|}); Use(await File.ReadAllTextAsync(\"b\"));")]
    [InlineData("Use({|AIO103:File.ReadAllText(\"a\")|}); Use(await File.ReadAllBytesAsync(\"a\"));")]
    public Task OtherCallsInATest_AreReported(string lines) => AllRulesReport(Test + lines + " }");

    // Outside of a test, it is a mistake more often than not.
    [Theory]
    [InlineData("public async Task M(Stream s) { {|AIO103:s.Flush()|}; await s.FlushAsync(); }")]
    [InlineData("public async Task M() { Use({|AIO103:File.ReadAllText(\"a\")|}); Use(await File.ReadAllTextAsync(\"a\")); }")]
    public Task BothFormsElsewhere_AreReported(string members) => AllRulesReport(members);
}
