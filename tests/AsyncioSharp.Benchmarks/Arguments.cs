namespace AsyncioSharp.Benchmarks;

/// <summary>A command's arguments: plain names, and options with or without a value.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string?> _options = [];

    internal List<string> Names { get; } = [];

    internal static Arguments Parse(ReadOnlySpan<string> args)
    {
        var result = new Arguments();
        for (int i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                result.Names.Add(args[i]);
            }
            else if (args[i] is "--json")
            {
                result._options[args[i]] = null;
            }
            else
            {
                string name = args[i];
                result._options[name] = ++i < args.Length ? args[i] : throw new UsageException($"{name} needs a value");
            }
        }

        return result;
    }

    internal bool Has(string option) => _options.ContainsKey(option);

    internal string? Text(string option) => _options.GetValueOrDefault(option);

    internal int Number(string option, int otherwise) =>
        _options.TryGetValue(option, out string? text) ? int.Parse(text!, System.Globalization.CultureInfo.InvariantCulture) : otherwise;

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
