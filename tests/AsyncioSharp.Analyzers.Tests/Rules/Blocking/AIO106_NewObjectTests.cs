using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.BlockingHelperAnalyzer, AsyncioSharp.CodeFixes.BlockingHelperFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>A helper may move to a thread if it only writes the object that it makes itself.</summary>
public sealed class NewObjectTests
{
    private const string Types =
        """
        class Box
        {
            int _n; static int _count; readonly List<int> _list = [];
            public Box() { }
            public Box(int n) { N = n; Fill(); Thread.Sleep(1); }
            public Box(Box other) { other.N = 1; Thread.Sleep(1); }
            public Box(string s) { Count(); Thread.Sleep(1); }
            public Box(bool b) : this() { Outer(); Thread.Sleep(1); }
            public int N { get => _n; set => _n = value; }
            public int Waits { set { Thread.Sleep(1); _n = value; } }
            void Outer() => Fill();
            void Fill() { _n = 2; _list.Add(_n); }
            static void Count() => _count++;
            public void Reset() { Fill(); Thread.Sleep(1); }
        }
        class Derived : Box { public Derived() : base(1) { N = 2; } }
        static Box Make(int n) { var b = new Box { N = n, Waits = 1 }; Thread.Sleep(n); return b; }
        static List<int> MakeList(int n) { var all = new List<int> { n, 1 }; Thread.Sleep(n); return all; }
        static Box Change(Box b) { b.N = 1; Thread.Sleep(1); return b; }

        """;

    private static Task AllRulesReport(string lines) => AllRules.Report(
        Snippet.Members(Types + "static async Task M(Box box) { await Task.Yield(); " + lines + " }"));

    [Theory]
    [InlineData("var x = {|AIO106:new Box(1)|};")]
    [InlineData("var x = {|AIO106:new Box(true)|};")]
    [InlineData("var x = {|AIO106:new Derived()|};")]
    [InlineData("var x = {|AIO106:Make(1)|};")]
    [InlineData("var x = {|AIO106:MakeList(1)|};")]
    public Task WriteToANewObject_Moves(string lines) => AllRulesReport(lines);

    // In both orders: what one search has found must not decide the other one.
    [Theory]
    [InlineData("{|AIO156:box.Reset()|}; var x = {|AIO106:new Box(1)|};")]
    [InlineData("var x = {|AIO106:new Box(1)|}; {|AIO156:box.Reset()|};")]
    [InlineData("var x = {|AIO156:new Box(box)|};")]
    [InlineData("var x = {|AIO156:new Box(\"a\")|};")]
    [InlineData("var x = {|AIO156:Change(box)|};")]
    public Task WriteToAnotherObject_DoesNotMove(string lines) => AllRulesReport(lines);

    [Theory]
    [InlineData("Task Save() { _n = 1; Thread.Sleep(1); return Task.CompletedTask; }", "it uses '_n', which another thread must not do meanwhile: it returns a task already, so await in it")]
    [InlineData("int Save() { _n = 1; Thread.Sleep(1); return 1; }", "it uses '_n', which another thread must not do meanwhile: make it async")]
    public Task Advice_FitsTheHelper(string helper, string advice) => Verify.Says(
        Snippet.Members("int _n; " + helper + "\nasync Task M() { await Task.Yield(); _ = {|#0:Save()|}; }"), "AIO156",
        "'C.Save' blocks the thread, C.Save -> Thread.Sleep (Test0.cs:11), and " + advice);
}
