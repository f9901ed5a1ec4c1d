using System.Reflection;
using System.Xml.Linq;
using AsyncioSharp.Observability.Tests.Timelines;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Observability.Tests.Pictures;

/// <summary>
/// The pictures of the observability page come from a real run of a program with a bug. To make them again:
/// <c>UPDATE_PICTURES=1 dotnet test tests/AsyncioSharp.Observability.Tests --filter PictureTests</c>.
/// </summary>
public sealed class PictureTests
{
    private static readonly string s_folder = Path.Combine(
        typeof(PictureTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "RepositoryRoot").Value!,
        "src", "AsyncioSharp", "docs", "images");

    [Fact]
    public void PicturesShowARealRun()
    {
        using var file = new TemporaryFile();
        string dump = string.Empty;
        TestLoop.Run(async () => dump = await LockInDifferentOrders(), timeline: file.Path);
        Compare("deadlock-tree.svg", TreePicture.Draw(dump));
        Compare("deadlock-timeline.svg", TimelinePicture.Draw(TraceFile.Read(file.Path)));
    }

    private static void Compare(string name, string picture)
    {
        string path = Path.Combine(s_folder, name);
        if (Environment.GetEnvironmentVariable("UPDATE_PICTURES") == "1")
        {
            File.WriteAllText(path, picture);
        }

        Assert.NotNull(XDocument.Parse(picture).Root);
        Assert.Equal(picture, File.ReadAllText(path));
    }

    private static async Coroutine<string> LockInDifferentOrders()
    {
        AsyncLock accounts = new();
        AsyncLock journal = new();
        Asyncio.CurrentTask!.Name = "main";
        LoopTask debit = Asyncio.CreateTask(LockBoth(accounts, journal), "debit");
        LoopTask credit = Asyncio.CreateTask(LockBoth(journal, accounts), "credit");
        await Asyncio.Sleep(0.01);
        string dump = Asyncio.DumpTasks();
        debit.Cancel();
        await Asyncio.GatherSettled(debit, credit);
        return dump;
    }

    private static async Coroutine LockBoth(AsyncLock outer, AsyncLock inner)
    {
        using (await outer.AcquireAsync())
        {
            await Asyncio.Yield();
            using (await inner.AcquireAsync())
            {
                await Asyncio.Yield();
            }
        }
    }
}
