namespace AsyncioSharp.Conformance.Tests;

/// <summary>The deviations of deviations.md that a program can show: what we do there on purpose.</summary>
public sealed class DeviationTests
{
    // CPython 3.13.0: "1|0|m|tg ok" and no iteration more.
    [Fact]
    public void S247_GroupHearsOfAnEagerChildInTheNextIteration() => Check(
        """{"id":"a","objs":{},"fns":[[["tg",[["tgspawn","v1x",1]]]],[]],"eager":1}""",
        "1|0|m|start",
        "1|0|m|tgspawn v1x m/1",
        "1|0|m/1|start",
        "1|0|m/1|end",
        "3|0|m|tg ok",
        "3|0|m|end",
        "4|0|loop|RESULT -",
        "4|0|loop|SHUTDOWN 0");

    // The inner task fails at 4: its report is not in the trace, and costs no iteration between 4 and the timer at 5.
    [Fact]
    public void S142_ReportBehindACancelledShieldLeavesNoTrace() => Check(
        """
        {"id":"b","objs":{},"fns":[
            [["spawn","v1x",1],["try",[["timeout",2,[["shield","v1x"]]]],[["any",[],0]],null],["sleep",3]],
            [["sleep",4],["raise","r"]]]}
        """,
        "1|0|m|start",
        "1|0|m|spawn v1x m/1",
        "2|0|m/1|start",
        "4|2|m|to T",
        "4|2|m|caught Timeout",
        "6|4|m/1|slept 4",
        "6|4|m/1|exc User(r)",
        "8|5|m|slept 3",
        "8|5|m|end",
        "9|5|loop|RESULT -",
        "9|5|loop|SHUTDOWN 0");

    private static void Check(string program, params string[] expected) => Assert.Equal(expected, TraceRunner.Run(program));
}
