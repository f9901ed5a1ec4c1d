namespace AsyncioSharp.Benchmarks.Compare;

/// <summary>CPython, and uvloop on it.</summary>
internal static class PythonPeer
{
    private const string TreePrefix = "async_tree_";
    private static readonly Version s_oldest = new(3, 13);

    /// <summary>The interpreter that ASYNCIO_BENCH_PYTHON names, or the first on the path that is new enough.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    internal static Peer FindCPython()
    {
        string? named = Environment.GetEnvironmentVariable("ASYNCIO_BENCH_PYTHON");
        foreach (string candidate in named is null ? ["python3.13", "python3"] : new[] { named })
        {
            if (VersionOf(candidate) is { } version && version >= s_oldest)
            {
                return new Peer($"CPython {version}", name => Measure(candidate, name));
            }
        }

        throw new UsageException($"no Python {s_oldest} or later; set ASYNCIO_BENCH_PYTHON to one");
    }

    /// <summary>uvloop, where one of the interpreters has it.</summary>
    internal static Peer? FindUvloop()
    {
        const string Versions = "import uvloop, platform; print(f'uvloop {uvloop.__version__} (Python {platform.python_version()})')";
        foreach (string? candidate in new[] { Environment.GetEnvironmentVariable("ASYNCIO_BENCH_PYTHON"), "python3.13", "python3", "/usr/bin/python3" })
        {
            if (candidate is not null && Script.TryRun(candidate, "-c", Versions) is { } name)
            {
                return new Peer(name.Trim(), benchmark => Measure(candidate, benchmark, "--uvloop"));
            }
        }

        return null;
    }

    private static Version? VersionOf(string interpreter) =>
        Script.TryRun(interpreter, "-c", "import platform; print(platform.python_version())") is { } text && Version.TryParse(text.Trim(), out Version? version)
            ? version
            : null;

    private static Times? Measure(string interpreter, string name, params string[] options)
    {
        bool isTree = name.StartsWith(TreePrefix, StringComparison.Ordinal);
        string[] script = isTree
            ? [Script.PathOf("python", "async_tree.py"), name[TreePrefix.Length..], "--repeat", "2"]
            : [Script.PathOf("python", "micro.py"), name, "--repeat", "3"];
        return Script.TryRun(interpreter, [.. script, .. options]) is { } output ? Script.Parse(output, name) : null;
    }
}
