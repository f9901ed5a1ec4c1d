using Xunit.Abstractions;
using Xunit.Sdk;

namespace AsyncioSharp.Conformance.Tests;

/// <summary>Fresh programs, on CPython and on our runtime. Without a CPython 3.13 or newer there is nothing to compare with.</summary>
public sealed class OracleTests(OraclePython oracle) : IClassFixture<OraclePython>
{
    private const int Count = 400;

    [Fact]
    public void FreshProgramsEqualCPython()
    {
        if (oracle.Python is not { } python)
        {
            return;
        }

        // Named in what a failure shows: a program's id is seed:number, and generate.py makes it again.
        string seed = Environment.GetEnvironmentVariable("ASYNCIO_ORACLE_SEED") ?? Random.Shared.Next(1, 1_000_000).ToString("D6", null);
        string[] programs = python.Run("generate.py", [], seed, Count.ToString("D", null));
        Comparison.Check(programs, python.Run("record.py", programs));
    }
}

/// <summary>Finds the Python once, and says so when there is none.</summary>
public sealed class OraclePython
{
    /// <summary>Called by xunit.</summary>
    public OraclePython(IMessageSink messages)
    {
        Python = Python.Find();
        if (Python is null)
        {
            messages.OnMessage(new DiagnosticMessage(
                "SKIPPED: fresh programs were not compared with CPython. No Python 3.13 or newer was found; set ASYNCIO_ORACLE_PYTHON."));
        }
    }

    internal Python? Python { get; }
}
