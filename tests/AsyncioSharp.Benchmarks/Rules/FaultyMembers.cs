namespace AsyncioSharp.Benchmarks.Rules;

internal static class FaultyMembers
{
    internal static readonly string[] All =
    [
        """
            public async Coroutine Sleepy$N()
            {
                await Asyncio.Yield();
                Thread.Sleep($K);
            }
        """,
        """
            public async Coroutine<int> Waiting$N(Task<int> task)
            {
                await Asyncio.Sleep(0);
                return task.Result + $K;
            }
        """,
        """
            public async Coroutine<string> Reading$N(string path)
            {
                await Asyncio.Sleep(0);
                return File.ReadAllText(path);
            }
        """,
        """
            public async Coroutine Dropped$N()
            {
                Asyncio.CreateTask($Same.Work($K));
                await Asyncio.Sleep(0.1);
            }
        """,
        """
            public void Forgotten$N()
            {
                $Same.Work($K);
                _count++;
            }
        """,
        """
            public async Coroutine<int> Helped$N(int value)
            {
                await Asyncio.Yield();
                return $Same.Compute(value) + $K;
            }
        """,
        """
            public async Coroutine Quiet$N()
            {
                try
                {
                    await $Same.Work($K);
                }
                catch (Exception)
                {
                    _count = 0;
                }
            }
        """,
        """
            public async Coroutine Update$N()
            {
                _count = _count + await $Same.Work($K);
            }
        """,
        """
            public async Coroutine Delayed$N()
            {
                await Task.Delay($K);
                await _gate.WaitAsync();
                await Asyncio.Sleep(1);
                _gate.Release();
            }
        """,
    ];
}
