namespace AsyncioSharp.Package.Tests;

/// <summary>One mistake for each rule about plain .NET code, in a project that has no runtime of ours; it compiles for netstandard2.0, too.</summary>
internal static class PlainCode
{
    /// <summary>What is reported, in the order of the file.</summary>
    internal static readonly string[] Ids =
        ["AIO604", "AIO101", "AIO102", "AIO103", "AIO104", "AIO105", "AIO106", "AIO205", "AIO206", "AIO209", "AIO502", "AIO503", "AIO505", "AIO506", "AIO602"];

    internal const string Text = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;

        public sealed class Plain
        {
            private static readonly ThreadLocal<string> s_name = new ThreadLocal<string>();
            private readonly SemaphoreSlim _gate = new SemaphoreSlim(1);
            private int _count;

            public async Task Names()
            {
                s_name.Value = "a";
                await Task.Delay(1, CancellationToken.None);
            }

            public async Task Sleeps()
            {
                Thread.Sleep(10);
                await Task.Delay(1, CancellationToken.None);
            }

            public async Task<int> Waits(Task<int> task)
            {
                await Task.Delay(1, CancellationToken.None);
                return task.Result;
            }

            public async Task<string> Reads(StreamReader reader)
            {
                await Task.Delay(1, CancellationToken.None);
                return reader.ReadLine();
            }

            public async Task WaitsForAThread(ManualResetEventSlim ready)
            {
                await Task.Delay(1, CancellationToken.None);
                ready.Wait();
            }

            public async Task<string> Asks()
            {
                await Task.Delay(1, CancellationToken.None);
                return Console.ReadLine();
            }

            public async Task Helps()
            {
                await Task.Delay(1, CancellationToken.None);
                Pause();
            }

            public async Task MayNotWait(Plain other)
            {
                await other?.Sleeps();
            }

            public async Task Each(List<int> items)
            {
                await Task.Delay(1, CancellationToken.None);
                items.ForEach(async item => await Task.Delay(item, CancellationToken.None));
            }

            public async Task Caller()
            {
                Fires();
                await Task.Delay(1, CancellationToken.None);
            }

            public async Task Swallows(Func<CancellationToken, Task> work, CancellationToken token)
            {
                try
                {
                    await work(token);
                }
                catch (Exception e)
                {
                    Console.WriteLine(e.Message);
                }

                Console.WriteLine("worked");
            }

            public async Task Spins()
            {
                await Task.Delay(1, CancellationToken.None);
                while (true)
                {
                    _count++;
                }
            }

            public async Task<int> Races(Func<Task<int>> ask)
            {
                var answer = ask();
                if (await Task.WhenAny(answer, Task.Delay(1000)) != answer)
                {
                    throw new TimeoutException();
                }

                return await answer;
            }

            public async Task Forgets(CancellationToken token)
            {
                await Task.Delay(1);
            }

            public async Task Locks(CancellationToken token)
            {
                await _gate.WaitAsync(token);
                await Task.Delay(_count, token);
                _gate.Release();
            }

            private static void Pause() => Thread.Sleep(5);

            private async void Fires()
            {
                await Task.Delay(1, CancellationToken.None);
            }
        }
        """;
}
