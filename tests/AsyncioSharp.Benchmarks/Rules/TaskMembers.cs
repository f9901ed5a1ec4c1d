namespace AsyncioSharp.Benchmarks.Rules;

internal static class TaskMembers
{
    internal static readonly string[] All =
    [
        """
            public async Task<string> Read$NAsync(string path, CancellationToken token)
            {
                await using var stream = File.OpenRead(path);
                using var reader = new StreamReader(stream);
                var text = await reader.ReadToEndAsync(token).ConfigureAwait(false);
                return text.Length > $K ? text[..$K] : text;
            }
        """,
        """
            public async Task<int> Sum$NAsync(IReadOnlyList<int> values, CancellationToken token)
            {
                var tasks = values.Select(v => $Same.LoadAsync(v, token)).ToList();
                var results = await Task.WhenAll(tasks).ConfigureAwait(false);
                return results.Where(r => r > $K).Sum();
            }
        """,
        """
            public async Task Update$NAsync(string key, CancellationToken token)
            {
                await _gate.WaitAsync(token).ConfigureAwait(false);
                try
                {
                    var value = await $Same.LoadAsync($K, token).ConfigureAwait(false);
                    _values[key] = value + $Any.Compute(value);
                    _count++;
                }
                finally
                {
                    _gate.Release();
                }
            }
        """,
        """
            public async Task<string?> Download$NAsync(HttpClient client, Uri address, CancellationToken token)
            {
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    try
                    {
                        using var response = await client.GetAsync(address, token).ConfigureAwait(false);
                        if (response.IsSuccessStatusCode)
                        {
                            return await response.Content.ReadAsStringAsync(token).ConfigureAwait(false);
                        }
                    }
                    catch (HttpRequestException e) when (attempt < 2)
                    {
                        Console.Error.WriteLine(e.Message);
                        await Task.Delay(TimeSpan.FromSeconds(attempt + 1), token).ConfigureAwait(false);
                    }
                }

                return null;
            }
        """,
        """
            public async IAsyncEnumerable<int> Stream$NAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token = default)
            {
                for (var i = 0; i < $K; i++)
                {
                    yield return await $Same.LoadAsync(i, token).ConfigureAwait(false);
                }
            }

            public async Task<long> Count$NAsync(CancellationToken token)
            {
                long sum = 0;
                await foreach (var item in Stream$NAsync(token).WithCancellation(token).ConfigureAwait(false))
                {
                    sum += item;
                }

                return sum;
            }
        """,
        """
            public Task<int> Start$N(int value) => Task.Run(() =>
            {
                var result = $Any.Compute(value);
                Thread.Sleep(result % 3);
                return result + $K;
            });
        """,
        """
            public int Plain$N(IEnumerable<string> names)
            {
                var chosen = names.Where(n => n.Length > 3).Select(n => n.Trim()).Distinct().ToArray();
                foreach (var name in chosen)
                {
                    _values.TryAdd(name, name.Length * $K);
                }

                return chosen.Length + _values.Values.DefaultIfEmpty().Max() + $Any.Compute(_count);
            }
        """,
        """
            public async Task<bool> Wait$NAsync(Task<int> work, TimeSpan limit)
            {
                try
                {
                    var value = await work.WaitAsync(limit).ConfigureAwait(false);
                    return value > $K;
                }
                catch (TimeoutException)
                {
                    return false;
                }
            }
        """,
        """
            public async Task Save$NAsync(string path, IReadOnlyDictionary<string, int> values, CancellationToken token)
            {
                var lines = values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}");
                await File.WriteAllLinesAsync(path, lines, token).ConfigureAwait(false);
                await Console.Out.WriteLineAsync($"saved {values.Count} to {path}").ConfigureAwait(false);
            }
        """,
    ];
}
