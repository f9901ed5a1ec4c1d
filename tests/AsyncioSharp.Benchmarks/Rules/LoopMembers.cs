namespace AsyncioSharp.Benchmarks.Rules;

internal static class LoopMembers
{
    internal static readonly string[] All =
    [
        """
            public async Coroutine<int> Add$N(int first, int second)
            {
                var (a, b) = await Asyncio.Gather($Same.Work(first), $Same.Work(second));
                return a + b + $K;
            }
        """,
        """
            public async Coroutine Retry$N(string key)
            {
                for (var attempt = 1; attempt <= 3; attempt++)
                {
                    try
                    {
                        _values[key] = await Asyncio.WaitFor($Same.Work(attempt), TimeSpan.FromSeconds($K));
                        return;
                    }
                    catch (TimeoutException) when (attempt < 3)
                    {
                        Console.WriteLine($"attempt {attempt} of {key} took too long");
                        await Asyncio.Sleep(0.1 * attempt);
                    }
                }
            }
        """,
        """
            public async Coroutine Workers$N(AsyncQueue<int> queue)
            {
                await TaskGroup.Run(async group =>
                {
                    for (var i = 0; i < 4; i++)
                    {
                        group.CreateTask(Consume$N(queue), $"worker {i}");
                    }

                    for (var i = 0; i < $K; i++)
                    {
                        await queue.PutAsync(i);
                    }

                    queue.Shutdown();
                });
            }

            private async Coroutine Consume$N(AsyncQueue<int> queue)
            {
                await foreach (var item in queue)
                {
                    _values[$"item {item}"] = await $Same.Work(item);
                    _count++;
                }
            }
        """,
        """
            public async Coroutine<string> Fetch$N(HttpClient client, string address)
            {
                var text = await client.GetStringAsync(address, Asyncio.CurrentToken);
                var words = text.Split(' ').Where(w => w.Length > $K).GroupBy(w => w[0]).Select(g => $"{g.Key}: {g.Count()}");
                return string.Join(Environment.NewLine, words);
            }
        """,
        """
            public async Coroutine Locked$N(AsyncLock gate, int value)
            {
                using (await gate.AcquireAsync())
                {
                    await Asyncio.Sleep(TimeSpan.FromMilliseconds(value));
                    _values["locked"] = value;
                }

                Console.WriteLine(_values.Count);
            }
        """,
        """
            public async Coroutine<int> Background$N()
            {
                var task = Asyncio.CreateTask($Same.Work($K), "background");
                var other = await $Same.Work(1);
                try
                {
                    return await task + other;
                }
                catch (LoopCanceledException)
                {
                    Console.WriteLine("cancelled");
                    throw;
                }
            }
        """,
        """
            public async Coroutine<int[]> Many$N(IReadOnlyList<int> values)
            {
                var results = await Asyncio.Gather(values.Where(v => v > $K).Select(v => $Same.Work(v)));
                Array.Sort(results);
                return results;
            }
        """,
        """
            public string Report$N(IEnumerable<KeyValuePair<string, int>> rows)
            {
                var builder = new System.Text.StringBuilder();
                foreach (var (key, value) in rows.OrderBy(r => r.Key, StringComparer.Ordinal))
                {
                    builder.Append(key).Append('=').Append(value + $Any.Compute($K)).AppendLine();
                }

                return builder.ToString();
            }
        """,
        """
            public int Run$N(int value) => value > $K ? value : _values.Count + value;

            public static int Main$N(int value) => Asyncio.Run($Same.Work(value));
        """,
    ];
}
