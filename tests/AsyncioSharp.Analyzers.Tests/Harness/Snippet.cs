namespace AsyncioSharp.Analyzers.Tests;

/// <summary>The code around a test's lines: coroutines <c>F</c> and <c>V</c>, a lock, and a class that the lines may call.</summary>
internal static class Snippet
{
    private const string Head =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Linq.Expressions;
        using System.Threading;
        using System.Threading.Tasks;
        using AsyncioSharp;


        """;

    private const string Tail =
        """

            object gate = new();
            C x = null;
            Coroutine F() => default;
            Coroutine<int> V() => default;
            Coroutine<int> W(int value) => default;
            int Use(object value) => 0;
        }

        """;

    /// <summary>A file with these members in a class.</summary>
    public static string Members(string members) => $"{Head}class C\n{{\n{Indent(members)}\n{Tail}";

    /// <summary>The lines are the body of a coroutine.</summary>
    public static string Coroutine(string lines) => Members($"async Coroutine M(Task t, List<int> xs, TimeSpan d)\n{{\n{Indent(lines)}\n}}");

    /// <summary>The lines are the body of an ordinary async method.</summary>
    public static string AsyncTask(string lines) => Members($"async Task M(Task t, List<int> xs, TimeSpan d)\n{{\n{Indent(lines)}\n}}");

    /// <summary>The lines are the body of a synchronous method.</summary>
    public static string Sync(string lines) => Members($"void M(Task t, List<int> xs, TimeSpan d)\n{{\n{Indent(lines)}\n}}");

    /// <summary>A file with the usual usings and nothing else.</summary>
    public static string File(string text) => Head + text + "\n";

    private static string Indent(string lines) =>
        string.Join("\n", lines.Split('\n').Select(line => line.Length == 0 || line[0] == '#' ? line : "    " + line));
}
