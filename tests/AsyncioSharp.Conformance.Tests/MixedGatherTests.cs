namespace AsyncioSharp.Conformance.Tests;

/// <summary>A gather of tasks and coroutines together looks at one argument after the other, as CPython's does. Only eager tasks show it.</summary>
public sealed class MixedGatherTests
{
    // The gather of m waits for v1x before m/2, whose eager step gathers v1x too, is started: so m is the first to resume.
    [Fact]
    public void WatchesTheTaskBeforeItStartsTheCoroutine() => Assert.Equal(
        [
            "1|0|m|start",
            "1|0|m|spawn v1x m/1",
            "1|0|m/1|start",
            "1|0|m/2|start",
            "3|1|m/1|slept 1",
            "3|1|m/1|exc User(r)",
            "5|1|m|caught User(r)",
            "5|1|m|end",
            "5|1|m/2|caught User(r)",
            "5|1|m/2|end",
            "6|1|loop|RESULT -",
            "6|1|loop|SHUTDOWN 0",
        ],
        TraceRunner.Run(
            """
            {"id":"c","eager":1,"objs":{},"fns":[
                [["spawn","v1x",1],["try",[["gather",["v1x"],[2],0]],[["any",[],0]],null]],
                [["sleep",1],["raise","r"]],
                [["try",[["gather",["v1x"],[],0]],[["any",[],0]],null]]]}
            """));
}
