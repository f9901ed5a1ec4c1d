namespace AsyncioSharp.Benchmarks.Rules;

internal static class PlainMembers
{
    internal static readonly string[] All =
    [
        """
            public int Value$N { get; set; } = $K;

            public string Name$N => $"value {Value$N} of {_count}";

            public record Item$N(string Name, int Amount, DateTime Due, IReadOnlyList<string> Tags);
        """,
        """
            public int Total$N(IEnumerable<int> values) =>
                values.Where(v => v > $K).Select(v => v * 2 + _count).OrderByDescending(v => v).Take(10).Sum();
        """,
        """
            public Dictionary<string, List<int>> Group$N(IReadOnlyList<(string Name, int Amount)> rows)
            {
                var result = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
                foreach (var (name, amount) in rows)
                {
                    if (!result.TryGetValue(name, out var list))
                    {
                        result[name] = list = [];
                    }

                    list.Add(amount + $K);
                    _count++;
                }

                return result.Where(p => p.Value.Count > 1).ToDictionary(p => p.Key, p => p.Value);
            }
        """,
        """
            public string Describe$N(object? value) => value switch
            {
                null => "nothing",
                int number when number > $K => number.ToString("N0"),
                string { Length: 0 } => "empty",
                string text => text.Trim().ToUpperInvariant(),
                IEnumerable<int> many => string.Join(", ", many.Select(m => m.ToString())),
                _ => value.ToString() ?? string.Empty,
            };
        """,
        """
            public bool TryParse$N(string text, out int result)
            {
                result = 0;
                var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries);
                for (var i = 0; i < parts.Length; i++)
                {
                    if (!int.TryParse(parts[i], out var part) || part < 0)
                    {
                        return false;
                    }

                    result = (result * $K + part) % 1_000_003;
                    _values[parts[i]] = result;
                }

                return parts.Length > 0;
            }
        """,
        """
            public double Average$N(double[] samples)
            {
                if (samples.Length == 0)
                {
                    throw new ArgumentException("There are no samples.", nameof(samples));
                }

                double sum = 0, squares = 0;
                foreach (var sample in samples)
                {
                    sum += sample;
                    squares += sample * sample;
                }

                var mean = sum / samples.Length;
                return Math.Sqrt(Math.Max(0, squares / samples.Length - mean * mean)) + $Any.Compute($K);
            }
        """,
        """
            public event EventHandler<int>? Changed$N;

            public void Change$N(int by)
            {
                var old = _count;
                _count = Math.Clamp(old + by, 0, int.MaxValue);
                if (old != _count)
                {
                    Changed$N?.Invoke(this, _count);
                }
            }
        """,
        """
            public IEnumerable<string> Lines$N(System.Text.StringBuilder builder)
            {
                var text = builder.Append("line ").Append(_count).AppendLine().Append($K).ToString();
                foreach (var line in text.Split('\n'))
                {
                    if (line.Contains("line", StringComparison.Ordinal) && !line.EndsWith(' '))
                    {
                        yield return line.Substring(0, Math.Min(line.Length, $K)).Replace("line", "row");
                    }
                }
            }
        """,
        """
            public int Measure$N(IReadOnlyCollection<string> words)
            {
                try
                {
                    var longest = words.Max(w => w.Length);
                    var byFirst = from word in words where word.Length > 1 group word by word[0] into g orderby g.Key select (g.Key, Count: g.Count());
                    return byFirst.Aggregate(longest, (a, b) => a + b.Count) + $Any.Compute(longest);
                }
                catch (InvalidOperationException e)
                {
                    Console.Error.WriteLine(e.Message);
                    return -1;
                }
                finally
                {
                    _values.Clear();
                }
            }
        """,
    ];
}
