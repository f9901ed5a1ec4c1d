using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>U: async generators, which are C#'s own async iterators here.</summary>
public sealed class GroupU_AsyncIterators
{
    // Breaking out of an await foreach disposes the iterator in C#. Without await foreach it is as in Python: disposing it is up to the user.
    [Fact]
    public void S303_FinallyRunsWhenTheIteratorIsDisposed() => Check(
        static async t =>
        {
            IAsyncEnumerator<int> items = Items(t).GetAsyncEnumerator();
            Assert.True(await items.MoveNextAsync());
            t.Log("after break");
            await items.DisposeAsync();
            t.Log("closed");
        },
        "after break@1", "fin@1", "closed@1");

    [Fact]
    public void BreakingOutOfAwaitForeachDisposesTheIterator_AlsoS303() => Check(
        static async t =>
        {
            await foreach (int _ in Items(t))
            {
                break;
            }

            t.Log("after break");
        },
        "fin@1", "after break@1");

    [Fact]
    public void S304_ItemsWithoutASuspensionCostNothing() => Check(
        static async t =>
        {
            static async IAsyncEnumerable<int> Three()
            {
                for (int i = 0; i < 3; i++)
                {
                    await Coroutine.Completed;
                    yield return i;
                }
            }

            await foreach (int item in Three())
            {
                t.Log(item);
            }
        },
        "0@1", "1@1", "2@1");

    [Fact]
    public void S305_CancellationReachesTheAwaitInTheIterator() => Check(
        static async t =>
        {
            async IAsyncEnumerable<int> Generator()
            {
                yield return 0;
                try
                {
                    await Asyncio.Sleep(9);
                }
                catch (LoopCanceledException)
                {
                    t.Log("CE in generator");
                    throw;
                }
            }

            async Coroutine F()
            {
                await foreach (int _ in Generator())
                {
                    t.Log("item");
                }
            }

            LoopTask task = Asyncio.CreateTask(F());
            await Asyncio.Sleep(0);
            task.Cancel();
            await Asyncio.Wait([task]);
            t.Log(task.IsCanceled);
        },
        "item@2", "CE in generator@3", "True@5");

    // What is thrown in the consumer is the consumer's: the iterator is disposed, and sees no exception.
    [Fact]
    public void ExceptionOfTheConsumerDoesNotReachTheIterator_AlsoS305() => Check(
        static async t =>
        {
            async IAsyncEnumerable<int> Generator()
            {
                bool ended = false;
                try
                {
                    await Coroutine.Completed;
                    yield return 0;
                    ended = true;
                }
                finally
                {
                    t.Log("disposed", ended);
                }
            }

            try
            {
                await foreach (int _ in Generator())
                {
                    throw new KeyNotFoundException();
                }
            }
            catch (KeyNotFoundException)
            {
                t.Log("consumer");
            }
        },
        "disposed False@1", "consumer@1");

    private static async IAsyncEnumerable<int> Items(Trace trace)
    {
        try
        {
            for (int i = 0; i < 9; i++)
            {
                await Coroutine.Completed;
                yield return i;
            }
        }
        finally
        {
            trace.Log("fin");
        }
    }
}
