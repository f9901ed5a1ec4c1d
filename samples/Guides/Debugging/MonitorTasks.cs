namespace AsyncioSharp.Samples.Guides;

/// <summary>AllTasks lists what is running, under the names that were given at creation.</summary>
public static class MonitorTasks
{
    public static async Coroutine Run()
    {
        Asyncio.CurrentTask?.Name = "main";
        LoopTask monitor = Asyncio.CreateTask(Monitor(), "monitor");
        LoopTask download = Asyncio.CreateTask(Asyncio.Sleep(3), "download");
        LoopTask upload = Asyncio.CreateTask(Asyncio.Sleep(7), "upload");
        await Asyncio.Gather(download, upload);
        monitor.Cancel();
    }

    private static async Coroutine Monitor()
    {
        while (true)
        {
            IReadOnlyList<LoopTask> tasks = Asyncio.AllTasks();
            Console.WriteLine($"Active tasks: {tasks.Count}");
            foreach (LoopTask task in tasks)
            {
                Console.WriteLine($"  - {task.Name}");
            }

            await Asyncio.Sleep(5);
        }
    }
}
