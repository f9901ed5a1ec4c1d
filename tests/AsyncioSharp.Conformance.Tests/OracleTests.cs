namespace AsyncioSharp.Conformance.Tests;

/// <summary>Fresh programs, on CPython and on our runtime. Without a CPython 3.13 or newer there is nothing to compare with.</summary>
public sealed class OracleTests
{
    private const int Count = 400;

    [Fact]
    public void FreshProgramsEqualCPython()
    {
        Python? python = Python.Find();
        Assert.SkipWhen(python is null, "No Python 3.13 or newer was found; set ASYNCIO_ORACLE_PYTHON.");

        // Named in what a failure shows: a program's id is seed:number, and generate.py makes it again.
        string seed = Environment.GetEnvironmentVariable("ASYNCIO_ORACLE_SEED") ?? Random.Shared.Next(1, 1_000_000).ToString("D6", null);
        string[] programs = python.Run("generate.py", [], seed, Count.ToString("D", null));
        Comparison.Check(programs, python.Run("record.py", programs));
    }
}
