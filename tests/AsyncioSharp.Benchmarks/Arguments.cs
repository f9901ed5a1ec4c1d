using System.Globalization;

namespace AsyncioSharp.Benchmarks;

/// <summary>A command's arguments: plain names, and options with or without a value.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string?> _options = [];

    internal List<string> Names { get; } = [];

    /// <summary>Reads the words after the command.</summary>
    /// <param name="args">The words.</param>
    /// <param name="known">The options of the command. Each has a value, but for --json and --peers.</param>
    /// <exception cref="UsageException">Another option, or one without its value.</exception>
    internal static Arguments Parse(string[] args, params string[] known)
    {
        var result = new Arguments();
        for (int i = 0; i < args.Length; i++)
        {
            string word = args[i];
            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                result.Names.Add(word);
            }
            else if (!known.Contains(word))
            {
                throw new UsageException($"no option {word}; there are: {string.Join(", ", known)}");
            }
            else
            {
                result._options[word] = word is "--json" or "--peers" ? null : ++i < args.Length ? args[i] : throw new UsageException($"{word} needs a value");
            }
        }

        return result;
    }

    internal bool Has(string option) => _options.ContainsKey(option);

    internal string? Text(string option) => _options.GetValueOrDefault(option);

    internal int Number(string option, int otherwise) =>
        Text(option) is not { } text ? otherwise
        : int.TryParse(text, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
        : throw new UsageException($"{option} needs a number above 0");

    /// <summary>Those of the list that were asked for: all when none was named.</summary>
    internal List<T> Select<T>(IReadOnlyList<T> all, Func<T, string> nameOf)
    {
        if (Names.Count == 0)
        {
            return [.. all];
        }

        return Names.ConvertAll(name => all.FirstOrDefault(item => nameOf(item) == name)
            ?? throw new UsageException($"no benchmark '{name}'; there are: {string.Join(", ", all.Select(nameOf))}"));
    }
}
