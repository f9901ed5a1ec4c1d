using System.Text.RegularExpressions;

namespace AsyncioSharp.Tests;

/// <summary>What a message has in common with CPython's: ours names the coroutine and the cure as well.</summary>
internal static partial class Words
{
    internal static string Of(Exception exception) => Of(exception.Message);

    internal static string Of(string message) => Additions.Replace(message, string.Empty);

    [GeneratedRegex(" '[^']*'|: to await it .*$|: start one with .*$| Await it first: .*$")]
    private static partial Regex Additions { get; }
}
