using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.LostReleaseAnalyzer, AsyncioSharp.CodeFixes.LostReleaseFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class LostReleaseTests
{
    private static string Code(string lines) => Snippet.Members(
        "SemaphoreSlim s = new(1), other = new(1);\nAsyncLock locked = new();\nAsyncSemaphore slots = new(2);\n" +
        "async Coroutine M(Task t, List<int> xs, TimeSpan d)\n{\n    " + lines.Replace("\n", "\n    ").Replace("    \n", "\n") + "\n    await F();\n}");

    private static Task Fix(string line, string replacement) => Verify.Fix(Code(line), Code(replacement));

    private static Task Unfixable(string line) => Verify.Unfixable(Code(line));

    private static Task Silent(string line) => Verify.Silent(Code(line));

    [Theory]
    [InlineData("{|AIO602:await s.WaitAsync()|}; await F(); s.Release();", "await s.WaitAsync(); try { await F(); } finally { s.Release(); }")]
    [InlineData("{|AIO602:await s.WaitAsync().ConfigureAwait(true)|}; await t; s.Release();", "await s.WaitAsync().ConfigureAwait(true); try { await t; } finally { s.Release(); }")]
    [InlineData("{|AIO602:await this.s.WaitAsync()|}; await F(); s.Release();", "await this.s.WaitAsync(); try { await F(); } finally { s.Release(); }")]
    [InlineData("{|AIO602:await s.WaitAsync()|}; Use(1); s.Release();", "await s.WaitAsync(); try { Use(1); } finally { s.Release(); }")]
    [InlineData("{|AIO602:await s.WaitAsync()|}; if (xs.Count > 1) { return; } s.Release();", "await s.WaitAsync(); try { if (xs.Count > 1) { return; } } finally { s.Release(); }")]
    [InlineData("{|AIO602:await s.WaitAsync()|}; if (xs.Count > 1) { throw new InvalidOperationException(); } s.Release();", "await s.WaitAsync(); try { if (xs.Count > 1) { throw new InvalidOperationException(); } } finally { s.Release(); }")]
    [InlineData("{|AIO602:await s.WaitAsync()|}; try { await F(); } catch (ArgumentException) { } s.Release();", "await s.WaitAsync(); try { try { await F(); } catch (ArgumentException) { } } finally { s.Release(); }")]
    [InlineData("{|AIO602:await s.WaitAsync()|}; try { await F(); } catch (Exception) { throw; } s.Release();", "await s.WaitAsync(); try { try { await F(); } catch (Exception) { throw; } } finally { s.Release(); }")]
    [InlineData("{|AIO602:await locked.AcquireAsync()|}; await F(); locked.Release();", "using (await locked.AcquireAsync()) { await F(); }")]
    [InlineData("{|AIO602:await slots.AcquireAsync()|}; var n = await V(); Use(n); slots.Release();", "using (await slots.AcquireAsync()) { var n = await V(); Use(n); }")]
    [InlineData("var held = {|AIO602:await locked.AcquireAsync()|}; await F();", "using var held = await locked.AcquireAsync(); await F();")]
    public Task P41_Guarded(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task P41_LinesAndCommentsStay() => Fix(
        """
        // take
        {|AIO602:await s.WaitAsync()|}; // taken

        // work
        await F(); // one
        if (xs.Count > 0)
        {
            // two
            Use(@"
          text");
        }

        // give
        s.Release(); // given
        """,
        """
        // take
        await s.WaitAsync(); // taken
        try
        {
            // work
            await F(); // one
            if (xs.Count > 0)
            {
                // two
                Use(@"
          text");
            }
        }
        finally
        {
            // give
            s.Release(); // given
        }
        """);

    [Fact]
    public Task P41_UsingKeepsLinesAndComments() => Fix(
        """
        {|AIO602:await locked.AcquireAsync()|}; // taken
        await F();
        // give
        locked.Release(); // given
        """,
        """
        using (await locked.AcquireAsync()) // taken
        {
            await F();
            // give
        } // given
        """);

    // The graph of a lambda has regions of its own only.
    [Fact]
    public Task LambdaInATry() => Fix(
        "try { Func<Coroutine> f = async () => { {|AIO602:await s.WaitAsync()|}; await F(); s.Release(); }; await f(); } finally { Use(1); }",
        "try { Func<Coroutine> f = async () => { await s.WaitAsync(); try { await F(); } finally { s.Release(); } }; await f(); } finally { Use(1); }");

    [Fact]
    public Task LambdaInATryThatReleases_IsSilent() => Silent(
        "try { Func<Coroutine> f = async () => { await s.WaitAsync(); try { await F(); } finally { s.Release(); } }; await f(); } finally { Use(1); }");

    [Fact]
    public Task OneInTheOther() => Fix(
        "{|AIO602:await s.WaitAsync()|}; {|AIO602:await other.WaitAsync()|}; await F(); other.Release(); s.Release();",
        "await s.WaitAsync(); try { await other.WaitAsync(); try { await F(); } finally { other.Release(); } } finally { s.Release(); }");

    [Theory]
    [InlineData("{|AIO652:await s.WaitAsync()|}; var n = await V(); s.Release(); Use(n);")]
    [InlineData("{|AIO652:await s.WaitAsync()|}; await F(); if (xs.Count > 0) { s.Release(); return; } s.Release();")]
    [InlineData("{|AIO652:await s.WaitAsync()|}; await F(); try { await F(); } finally { s.Release(); }")]
    [InlineData("if ({|AIO652:await s.WaitAsync(d)|}) { await F(); s.Release(); }")]
    [InlineData("{|AIO652:await s.WaitAsync()|}; using var c = new CancellationTokenSource(); await F(); s.Release();")]
    [InlineData("{|AIO652:await s.WaitAsync()|}; await F(); s.Release(1);")]
    [InlineData("{|AIO652:await s.WaitAsync()|};\n#if A\n#endif\nawait F(); s.Release();")]
    [InlineData("var held = {|AIO652:await locked.AcquireAsync()|}; await F(); held.Dispose();")]
    public Task P41_MoreHasToChange(string line) => Unfixable(line);

    [Theory]
    [InlineData("await s.WaitAsync(); try { await F(); } finally { s.Release(); }")]
    [InlineData("await s.WaitAsync(); await F();")]
    [InlineData("s.Release(); await F();")]
    [InlineData("await s.WaitAsync(); try { await F(); } catch { s.Release(); throw; }")]
    [InlineData("await s.WaitAsync(); if (xs.Count > 0) { s.Release(); throw new InvalidOperationException(); }")]
    public Task N75_ReleasedOrHandedOver(string line) => Silent(line);

    [Theory]
    [InlineData("await s.WaitAsync(); xs.Add(1); s.Release();")]
    [InlineData("await s.WaitAsync(); s.Release(); await F();")]
    [InlineData("try { await s.WaitAsync(); await F(); } finally { s.Release(); }")]
    [InlineData("await s.WaitAsync(); try { await F(); } catch (Exception e) { Console.WriteLine(e); } s.Release();")]
    [InlineData("using (await locked.AcquireAsync()) { await F(); }")]
    [InlineData("using var held = await locked.AcquireAsync(); await F();")]
    [InlineData("var held = await locked.AcquireAsync(); try { await F(); } finally { held.Dispose(); }")]
    [InlineData("var held = await locked.AcquireAsync(); using (held) { await F(); }")]
    [InlineData("var held = await locked.AcquireAsync(); await F(); locked.Release();")]
    [InlineData("if (await s.WaitAsync(1)) { try { await F(); } finally { s.Release(); } }")]
    [InlineData("await s.WaitAsync(); await F(); other.Release();")]
    [InlineData("await Task.Run(async () => { await s.WaitAsync(); await t; s.Release(); });")]
    [InlineData("var taken = false; if (xs.Count > 0) { await s.WaitAsync(); taken = true; } try { await F(); } finally { if (taken) { s.Release(); } }")]
    [InlineData("try { while (xs.Count > 0) { await s.WaitAsync(); try { using var c = new CancellationTokenSource(); await t; if (xs.Count > 1) { continue; } } finally { s.Release(); } } } catch (Exception) { Use(1); throw; }")]
    public Task NothingIsLost(string line) => Silent(line);

    [Fact]
    public Task PlainAsyncMethod() => Verify.Fix(
        Snippet.AsyncTask("var s = new SemaphoreSlim(1);\n{|AIO602:await s.WaitAsync()|};\nawait t;\ns.Release();"),
        Snippet.AsyncTask("var s = new SemaphoreSlim(1);\nawait s.WaitAsync();\ntry\n{\n    await t;\n}\nfinally\n{\n    s.Release();\n}"));

    [Fact]
    public Task Message_NamesTheTry() => Verify.Says(
        Code("{|#0:await s.WaitAsync()|}; await F(); s.Release();"),
        "AIO602",
        "'s' stays locked when 'await F()' fails or is canceled, and other tasks wait forever: write 'try { ... } finally { s.Release(); }'");

    [Fact]
    public Task Message_NamesTheUsing() => Verify.Says(
        Code("var held = {|#0:await locked.AcquireAsync()|}; await F();"),
        "AIO602",
        "'locked' stays locked when the function ends, and other tasks wait forever: write 'using var held = await locked.AcquireAsync()'");

    [Fact]
    public Task UnfixableMessage_NamesBoth() => Verify.Says(
        Code("{|#0:await s.WaitAsync()|}; var n = await V(); s.Release(); Use(n);"),
        "AIO652",
        "'s' stays locked when 'await V()' fails or is canceled, and other tasks wait forever: release it in a 'finally', or acquire it in a 'using'");

    [Theory]
    [InlineData("if (xs.Count > 1) { s.Release(xs.Count); } else { for (var i = 0; i < 3; i++) { await s.WaitAsync(); } } await F();")]
    [InlineData("s.Release(); await s.WaitAsync(); await F();")]
    [InlineData("try { if (xs.Count > 1) { throw new InvalidOperationException(); } if (xs.Count > 0) { s.Release(); } else { await s.WaitAsync(); } await F(); } catch (Exception) { throw; }")]
    public Task ReleasesThatDoNotFollow_BelongToSomebodyElse(string line) => Silent(line);

    [Fact]
    public Task ReleasesInTheNextRound_Follow() => Unfixable("while (true) { if (xs.Count > 1) { s.Release(); } else { {|AIO652:await s.WaitAsync()|}; await F(); } }");
}
