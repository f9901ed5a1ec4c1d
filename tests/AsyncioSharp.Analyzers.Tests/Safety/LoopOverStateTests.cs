using VerifyForEach = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.AsyncVoidLambdaAnalyzer, AsyncioSharp.CodeFixes.AsyncVoidLambdaFix>;
using VerifySleep = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.BlockingSleepAnalyzer, AsyncioSharp.CodeFixes.BlockingSleepFix>;

namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>No fix writes an await inside of a loop over a collection that other code changes: the loop would end with an exception.</summary>
public sealed class LoopOverStateTests
{
    private const string Fields =
        """
        readonly List<int> list = []; readonly Dictionary<int, int> map = []; readonly Dictionary<int, List<int>> lists = []; readonly AsyncLock mutex = new();
        readonly List<int> constant = [1, 2]; readonly System.Collections.Concurrent.ConcurrentDictionary<int, int> concurrent = new(); readonly int[] array = [1];
        readonly Queue<int> handed = new(); internal List<int> open = []; readonly Bag bag = new(); List<int> Prop { get; } = []; IReadOnlyList<int> View => list; IEnumerable<int> All() => list;
        IEnumerable<int> Each() { foreach (var x in list) yield return x; } List<int> Copy() => list.ToList(); readonly List<int> made = [];
        public C() { made.Add(1); }
        void Change() { list.Add(1); map[1] = 2; lists[1].Add(1); array[0] = 2; concurrent[1] = 2; Fill(handed); bag.Items.Add(1); Prop.Clear(); }
        static void Fill(Queue<int> queue) => queue.Enqueue(1);
        readonly List<int> guarded = []; async Coroutine Grow(int n) { using (await mutex.AcquireAsync()) guarded.Add(n); }
        class Bag { public List<int> Items = []; }
        class Other { void Grow(C c) => c.open.Add(1); }

        """;

    private static string In(string lines) => Snippet.Members(Fields + $"async Coroutine M(bool b, IEnumerable<int> given, List<int> own)\n{{\n{lines}\nawait F();\n}}");

    [Theory]
    [InlineData("foreach (var n in list) { WAIT; }")]
    [InlineData("foreach (var n in this.list) WAIT;")]
    [InlineData("foreach (var n in (IEnumerable<int>)list) WAIT;")]
    [InlineData("foreach (var n in b ? list : []) WAIT;")]
    [InlineData("foreach (var n in list ?? []) WAIT;")]
    [InlineData("foreach (var n in b switch { true => list, _ => [] }) WAIT;")]
    [InlineData("foreach (var n in list.Where(x => x > 1).Select(x => x + 1)) WAIT;")]
    [InlineData("foreach (var n in from x in list where x > 1 select x) WAIT;")]
    [InlineData("foreach (var n in given.Concat(list)) WAIT;")]
    [InlineData("foreach (var n in list?.Skip(1) ?? []) WAIT;")]
    [InlineData("foreach (var n in list.AsReadOnly()) WAIT;")]
    [InlineData("foreach (var n in View) WAIT;")]
    [InlineData("foreach (var n in list) { if (b) { await F(); } WAIT; }")]
    [InlineData("foreach (var n in list) { WAIT; Func<Coroutine> f = async () => await F(); }")]
    [InlineData("foreach (var n in All()) WAIT;")]
    [InlineData("foreach (var n in Each()) WAIT;")]
    [InlineData("var local = list; foreach (var n in local) WAIT;")]
    [InlineData("List<int> local; local = list; foreach (var n in local) WAIT;")]
    [InlineData("var query = list.Where(x => x > 1); foreach (var n in query) WAIT;")]
    [InlineData("foreach (var n in map) WAIT;")]
    [InlineData("foreach (var n in map.Keys) WAIT;")]
    [InlineData("foreach (var (k, v) in map) WAIT;")]
    [InlineData("foreach (var n in lists[1]) WAIT;")]
    [InlineData("if (lists.TryGetValue(1, out var local)) foreach (var n in local) WAIT;")]
    [InlineData("foreach (var n in handed) WAIT;")]
    [InlineData("foreach (var n in open) WAIT;")]
    [InlineData("foreach (var n in bag.Items) WAIT;")]
    [InlineData("foreach (var n in Prop) WAIT;")]
    [InlineData("foreach (var n in list) { if (n > 1) { for (var i = 0; i < 3; i++) WAIT; } }")]
    [InlineData("using (await mutex.AcquireAsync()) foreach (var n in list) WAIT;")]
    [InlineData("using var e = list.GetEnumerator(); while (e.MoveNext()) { WAIT; }")]
    [InlineData("IEnumerator<int> e = list.GetEnumerator(); e.MoveNext(); WAIT; e.MoveNext();")]
    [InlineData("var local = new List<int>(); Asyncio.CreateTask(Produce()); foreach (var n in local) WAIT; async Coroutine Produce() { await F(); local.Add(1); }")]
    [InlineData("var local = new List<int>(); using var timer = new Timer(_ => local.Add(1)); foreach (var n in local) WAIT;")]
    [InlineData("var local = new List<int>(); var loop = Asyncio.CreateTask(Loop()); local.Add(1); await loop; async Coroutine Loop() { await F(); foreach (var n in local) WAIT; }")]
    public Task Changed_Unfixable(string lines) => VerifySleep.Unfixable(In(lines.Replace("WAIT", "{|AIO151:Thread.Sleep(1)|}")));

    [Theory]
    [InlineData("foreach (var n in list.ToList()) { WAIT; }")]
    [InlineData("foreach (var n in list.ToArray()) WAIT;")]
    [InlineData("foreach (var n in (int[])[.. list]) WAIT;")]
    [InlineData("foreach (var n in new List<int>(list)) WAIT;")]
    [InlineData("foreach (var n in list.OrderBy(x => x)) WAIT;")]
    [InlineData("foreach (var n in Copy()) WAIT;")]
    [InlineData("foreach (var n in list) Use(n); WAIT;")]
    [InlineData("foreach (var n in constant) WAIT;")]
    [InlineData("foreach (var n in made) WAIT;")]
    [InlineData("foreach (var n in concurrent) WAIT;")]
    [InlineData("foreach (var n in array) WAIT;")]
    [InlineData("foreach (var n in given) WAIT;")]
    [InlineData("foreach (var n in own) { WAIT; own.Add(1); break; }")]
    [InlineData("var local = new List<int>(); local.Add(1); foreach (var n in local) WAIT;")]
    [InlineData("var local = new List<int>(); own.ForEach(x => local.Add(x)); foreach (var n in local) WAIT;")]
    [InlineData("var local = new List<int>(); Grow(); foreach (var n in local) WAIT; void Grow() => local.Add(1);")]
    [InlineData("var e = list.GetEnumerator(); e.MoveNext(); WAIT;")]
    [InlineData("using (await mutex.AcquireAsync()) foreach (var n in guarded) WAIT;")]
    [InlineData("foreach (var n in list) { await F(); WAIT; }")]
    [InlineData("foreach (var n in list) { WAIT; Use(await V()); }")]
    public Task Unchanged_IsFixed(string lines) => VerifySleep.Fix(
        In(lines.Replace("WAIT", "{|AIO101:Thread.Sleep(1)|}")), In(lines.Replace("WAIT", "await Asyncio.Sleep(TimeSpan.FromMilliseconds(1))")));

    [Theory]
    [InlineData("async Coroutine M(List<int> xs) { foreach (var n in xs) {|AIO151:Thread.Sleep(1)|}; await F(); } Coroutine Call() => M(list);")]
    [InlineData("async Coroutine Call() { await M(list); async Coroutine M(List<int> xs) { foreach (var n in xs) {|AIO151:Thread.Sleep(1)|}; await F(); } }")]
    [InlineData("async Coroutine M(List<int> xs) { foreach (var n in xs) {|AIO151:Thread.Sleep(1)|}; await F(); } async Coroutine Call() { var local = new List<int>(); var t = Asyncio.CreateTask(M(local)); local.Add(1); await t; }")]
    public Task ParameterThatGetsState_Unfixable(string members) => VerifySleep.Unfixable(Snippet.Members(Fields + members));

    [Theory]
    [InlineData("async Coroutine M(List<int> xs) { foreach (var n in xs) WAIT; await F(); } Coroutine Call() => M(list.ToList());")]
    [InlineData("async Coroutine M(List<int> xs) { foreach (var n in xs) WAIT; await F(); } async Coroutine Call() { var local = new List<int> { 1 }; local.Add(2); await M(local); local.Add(1); }")]
    public Task ParameterThatGetsACopy_IsFixed(string members) => VerifySleep.Fix(
        Snippet.Members(Fields + members.Replace("WAIT", "{|AIO101:Thread.Sleep(1)|}")),
        Snippet.Members(Fields + members.Replace("WAIT", "await Asyncio.Sleep(TimeSpan.FromMilliseconds(1))")));

    [Theory]
    [InlineData("list.ForEach({|AIO256:async|} n => { await W(n); });")]
    [InlineData("own.ForEach({|AIO256:async|} n => { await W(n); own.Add(n); });")]
    public Task ForEachMethod_Unfixable(string line) => VerifyForEach.Unfixable(In(line));
}
