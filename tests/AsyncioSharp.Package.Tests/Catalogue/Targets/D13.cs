namespace Catalogue;

// D13: no using brings the names that the fixes write.
public sealed class D13
{
    static async AsyncioSharp.Coroutine M()
    {
        System.Threading.Thread.Sleep(1);
        await N();
    }

    static async System.Threading.Tasks.Task N() => System.Threading.Thread.Sleep(1);

    static async AsyncioSharp.Coroutine O(System.Threading.Tasks.Task t, System.IO.Stream s)
    {
        s.Flush();
        try
        {
            await M();
        }
        catch
        {
        }
    }
}
