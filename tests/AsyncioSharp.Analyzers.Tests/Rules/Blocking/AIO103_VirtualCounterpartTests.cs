using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.AsyncCounterpartAnalyzer, AsyncioSharp.CodeFixes.AsyncCounterpartFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>A member of an interface or of a base class and its counterpart there: what counts are the implementations.</summary>
public sealed class VirtualCounterpartTests
{
    private const string Interface = "interface I { int Get(); Task<int> GetAsync(); }\n";

    private static string In(string members) => Snippet.Members(members);

    [Theory]
    [InlineData(Interface + "class A : I { public int Get() { Thread.Sleep(1); return 1; } public async Task<int> GetAsync() { await Task.Delay(1); return 1; } }\n")]
    [InlineData("interface I { int Get(); Task<int> GetAsync(CancellationToken token = default); }\nclass A : I { public int Get() { Thread.Sleep(1); return 1; } public async Task<int> GetAsync(CancellationToken token) { await Task.Delay(1, token); return 1; } }\n")]
    [InlineData("abstract class I { public abstract int Get(); public abstract Task<int> GetAsync(); }\nclass A : I { public override int Get() { Thread.Sleep(1); return 1; } public override async Task<int> GetAsync() { await Task.Delay(1); return 1; } }\n")]
    [InlineData("class I { public virtual int Get() { Thread.Sleep(1); return 1; } public virtual async Task<int> GetAsync() { await Task.Delay(1); return 1; } }\n")]
    public Task CounterpartThatWaits_IsAwaited(string types) => Verify.Fix(
        In(types + "async Task M(I i) { Use({|AIO103:i.Get()|}); await Task.Yield(); }"), In(types + "async Task M(I i) { Use(await i.GetAsync()); await Task.Yield(); }"));

    [Theory]
    [InlineData(Interface + "class A : I { public int Get() { Thread.Sleep(1); return 1; } public Task<int> GetAsync() => Task.FromResult(Get()); }\n")]
    [InlineData(Interface + "class A : I { public int Get() { Thread.Sleep(1); return 1; } public Task<int> GetAsync() { Thread.Sleep(1); return Task.FromResult(1); } }\n")]
    [InlineData(Interface + "class A : I { int I.Get() { Thread.Sleep(1); return 1; } Task<int> I.GetAsync() => Task.FromResult(((I)this).Get()); }\n")]
    [InlineData("class I { public virtual int Get() { Thread.Sleep(1); return 1; } public virtual Task<int> GetAsync() => Task.FromResult(Get()); }\n")]
    [InlineData(Interface + "class A(C c) : I { public int Get() { Thread.Sleep(1); return 1; } public async Task<int> GetAsync() { await c.M(this); return 1; } }\n")]
    [InlineData(Interface + "class A : I { public int Get() => 1; public Task<int> GetAsync() => Task.FromResult(1); }\n")]
    public Task CounterpartThatGainsNothing_IsSilent(string types) => Verify.Silent(In(types + "async Task M(I i) { Use(i.Get()); await Task.Yield(); }"));
}
