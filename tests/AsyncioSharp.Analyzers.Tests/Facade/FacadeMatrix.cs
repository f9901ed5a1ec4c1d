namespace AsyncioSharp.Analyzers.Tests.Facade;

/// <summary>Every member of the façade with everything that it takes, as statements of a program that counts them.</summary>
internal static class FacadeMatrix
{
    // Kinds with a result, kinds without one, and functions of each.
    private static readonly string[] Typed = ["C1()", "T1()", "V1()", "F1()", "L1()"];
    private static readonly string[] Void = ["C()", "T()", "V()", "F()", "L()"];
    private static readonly string[] TypedFunctions = ["C1", "T1", "V1", "() => C1()", "() => T1()", "() => V1()", "async () => 1", "async () => await T1()"];
    private static readonly string[] VoidFunctions = ["C", "T", "V", "() => C()", "() => T()", "() => V()", "async () => { await C(); }", "async () => await T()"];
    private static readonly string[] TypedWithToken = ["token => C1()", "token => T1()", "token => V1()", "async token => 1", "async (CancellationToken token) => await T1()"];
    private static readonly string[] VoidWithToken = ["token => C()", "token => T()", "token => V()", "async token => { await C(); }", "async (CancellationToken token) => await T()"];
    private static readonly string[] Limits = ["1", "1.5", "TimeSpan.FromSeconds(1)", "null", "timeout: 1", "Timeout.InfiniteTimeSpan", "(TimeSpan?)null"];

    /// <summary>What stands in the body of a coroutine, on a loop.</summary>
    public static IReadOnlyList<string> OnTheLoop { get; } =
    [
        .. Gathers(), .. Limited(), .. Tasks("Asyncio"), .. Tasks("group"), .. Collections(), .. Threads(),
        .. Typed.Select(static value => Same($"Asyncio.Shield({value})")),
        .. Void.Select(static value => Awaits($"Asyncio.Shield({value})")),
        .. TypedFunctions.Where(static f => !f.Contains("V1")).Select(static f => Same($"Asyncio.Shield({f})")),
        .. VoidFunctions.Where(static f => !f.Contains('V')).Select(static f => Awaits($"Asyncio.Shield({f})")),
    ];

    /// <summary>What stands where no loop runs.</summary>
    public static IReadOnlyList<string> Runs { get; } =
    [
        .. ((string[])["C1()", "T1(false)", "V1(false)", .. TypedFunctions]).Select(static main => $"Same(1, Asyncio.Run({main}));"),
        .. ((string[])["C()", "T(false)", "V(false)", .. VoidFunctions]).Select(static main => $"Asyncio.Run({main});"),
        .. ((string[])["C1()", .. TypedFunctions]).Select(static main => $"Same(1, Asyncio.RunAsync({main}).Result);"),
        .. ((string[])["C()", .. VoidFunctions]).Select(static main => $"Asyncio.RunAsync({main}).Wait();"),
        .. TypedFunctions.Select(static main => $"using (var runner = new AsyncioRunner()) Same(1, runner.Run({main}));"),
        .. VoidFunctions.Select(static main => $"using (var runner = new AsyncioRunner()) runner.Run({main});"),
    ];

    private static IEnumerable<string> Gathers()
    {
        foreach (var first in Typed)
        {
            yield return $"Same(new[] {{ 1 }}, await Asyncio.Gather([{first}]));";
            foreach (var second in Typed)
            {
                yield return $"Same((1, 1), await Asyncio.Gather({first}, {second}));";
                foreach (var third in Typed)
                {
                    yield return $"Same((1, 1, 1), await Asyncio.Gather({first}, {second}, {third}));";
                }
            }
        }

        foreach (var kind in Typed)
        {
            yield return $"Same((1, 1, 1, 1), await Asyncio.Gather({kind}, {kind}, {kind}, {kind}));";
            yield return $"Same((1, 1, 1, 1, 1), await Asyncio.Gather({kind}, {kind}, {kind}, {kind}, {kind}));";
            yield return $"Same((1, 1, 1, 1, 1, 1), await Asyncio.Gather({kind}, {kind}, {kind}, {kind}, {kind}, {kind}));";
        }

        // With something that has no result among them. A ValueTask<T> has no way there: see FacadeErrorTests.
        foreach (var first in Void)
        {
            foreach (var second in Void.Concat(Typed).Where(static value => value != "V1()"))
            {
                yield return Awaits($"Asyncio.Gather({first}, {second})");
                yield return Awaits($"Asyncio.Gather({second}, {first}, {first}, {second})");
                yield return $"Same(true, (await Asyncio.GatherSettled({first}, {second})).All(o => o.IsSuccess));";
            }
        }

        yield return "Same((1, 1), await Asyncio.Gather(async () => 1, C1));";
        yield return Awaits("Asyncio.Gather(async () => { await C(); }, C)");
        yield return Awaits("Asyncio.Gather(() => T(), () => T())");
    }

    private static IEnumerable<string> Limited() =>
    [
        .. Typed.Concat(TypedFunctions).Concat(TypedWithToken).Select(static value => Same($"Asyncio.WaitFor({value}, 1)")),
        .. Void.Concat(VoidFunctions).Concat(VoidWithToken).Select(static value => Awaits($"Asyncio.WaitFor({value}, 1)")),
        .. Limits.Select(static limit => Same($"Asyncio.WaitFor(T1(), {limit})")),
        .. Limits.Where(static limit => !limit.Contains(':')).Select(static limit => Same($"Asyncio.Timeout({limit}, async () => 1)")),
        .. TypedFunctions.Select(static body => Same($"Asyncio.Timeout(1, {body})")),
        .. VoidFunctions.Select(static body => Awaits($"Asyncio.Timeout(1.5, {body})")),
        .. TypedWithToken.Select(static body => Same($"Asyncio.Timeout(1, {body.Replace("CancellationToken token", "TimeoutScope token")})")),
        .. VoidWithToken.Select(static body => Awaits($"Asyncio.Timeout(1, {body.Replace("CancellationToken token", "TimeoutScope token")})")),
        .. TypedWithToken.Select(static body => Same($"TaskGroup.Run({body.Replace("CancellationToken token", "TaskGroup token")})")),
        .. VoidWithToken.Select(static body => Awaits($"TaskGroup.Run({body.Replace("CancellationToken token", "TaskGroup token")})")),
    ];

    private static IEnumerable<string> Tasks(string owner) =>
    [
        .. Typed.Where(static value => value is not ("F1()" or "L1()")).Concat(TypedFunctions).Select(value => Same($"{owner}.CreateTask({value})")),
        .. Void.Where(static value => value is not ("F()" or "L()")).Concat(VoidFunctions).Select(value => Awaits($"{owner}.CreateTask({value}, name: \"x\")")),
    ];

    private static IEnumerable<string> Collections()
    {
        foreach (var kind in Typed)
        {
            yield return $"Same(new[] {{ 1, 1 }}, await Asyncio.Gather([{kind}, {kind}]));";
            yield return $"Same(new[] {{ 1, 1 }}, await Asyncio.Gather(Enumerable.Range(0, 2).Select(_ => {kind})));";
            yield return $"Same(2, (await Asyncio.GatherSettled([{kind}, {kind}])).Sum(o => o.Result));";
            yield return $"Same(2, (await Asyncio.GatherSettled(new[] {{ {kind}, {kind} }})).Sum(o => o.Result));";
            yield return $"foreach (var next in Asyncio.AsCompleted([{kind}, {kind}], 1)) Same(1, await next);";
            yield return $"foreach (var next in Asyncio.AsCompleted(new[] {{ {kind}, {kind} }}.ToList())) Same(1, await next);";
        }

        foreach (var kind in Typed.Concat(Void).Where(static value => value != "V1()"))
        {
            yield return $"Same(2, (await Asyncio.Wait([{kind}, {kind}])).Done.Count);";
            yield return $"Same(2, (await Asyncio.Wait([{kind}, {kind}], WaitMode.AllCompleted, timeout: 1)).Done.Count);";
        }

        yield return "Awaitable<int>[] mixed = [C1(), T1(), V1(), F1(), L1()]; Same(new[] { 1, 1, 1, 1, 1 }, await Asyncio.Gather(mixed));";
        yield return "Awaitable[] steps = [C(), T(), V(), F(), L(), C1(), T1(), L1()]; await Asyncio.Gather(steps); Count();";
        yield return "Same(3, (await Asyncio.Wait([C(), T(), L1()])).Done.Count);";
    }

    private static IEnumerable<string> Threads() =>
    [
        Same("Asyncio.ToThread(() => 1)"), Same("Asyncio.ToThread(async () => { await Task.Delay(1); return 1; })"), Same("Asyncio.ToThread(() => Task.FromResult(1))"),
        Same("Asyncio.ToThread(token => 1)"), Same("Asyncio.ToThread(async token => { await Task.Delay(1, token); return 1; })"),
        Awaits("Asyncio.ToThread(() => { })"), Awaits("Asyncio.ToThread(async () => { await Task.Delay(1); })"), Awaits("Asyncio.ToThread(() => Task.Delay(1))"),
        Same("Asyncio.RunningLoop.RunInExecutor(() => 1)"), Same("Asyncio.RunningLoop.RunInExecutor(async () => { await Task.Delay(1); return 1; })"),
    ];

    private static string Same(string expression) => $"Same(1, await {expression});";

    private static string Awaits(string expression) => $"await {expression}; Count();";
}
