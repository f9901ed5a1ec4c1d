using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.BlockingHelperAnalyzer, AsyncioSharp.CodeFixes.BlockingHelperFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>AIO106 in programs whose functions call each other in circles: every search ends, and none takes the compiler down with it.</summary>
public sealed class CallCircleTests
{
    private static string In(string members, string line) => Snippet.Members($"{members}\nasync Task M(bool flag)\n{{\n{line}\nawait Task.Yield();\n}}");

    private static Task Silent(string members, string line) => Verify.Silent(In(members, line));

    private static Task Unfixable(string members, string line) => Verify.Unfixable(In(members, line));

    // A constant argument makes a call a target of its own, so the circle goes through several of them.
    [Theory]
    [InlineData("void A(bool b) => B(); void B() => A(false);", "A(true);")]
    [InlineData("void A(bool b) => B(b); void B(bool b) => D(b); void D(bool b) => A(!b);", "A(true); A(flag);")]
    [InlineData("void A(bool b) { if (b) { A(false); } else { A(true); } }", "A(flag);")]
    [InlineData("enum E { X, Y } void A(E e) { switch (e) { case E.X: A(E.Y); break; default: A(E.X); break; } }", "A(E.X);")]
    [InlineData("int this[bool b] { get => P; } int P => this[true] + this[false];", "_ = P;")]
    [InlineData("class N { public N(bool b) { if (b) { _ = new N(false); } } public N() : this(true) { } }", "_ = new N();")]
    public Task ConstantArguments(string members, string line) => Silent(members, line);

    [Theory]
    [InlineData("interface I { void Do(bool b); } class X : I { public void Do(bool b) => Program.Call(this, false); } class Y : I { public void Do(bool b) => Program.Call(this, true); }",
        "internal static void Call(I i, bool b) => i.Do(b);", "Call(new X(), true);")]
    [InlineData("abstract class N { public abstract void Do(bool b); } class X(N n) : N { public override void Do(bool b) => n.Do(false); } class Y(N n) : N { public override void Do(bool b) => n.Do(true); }",
        "internal static void Call(N n) => n.Do(true);", "Call(null);")]
    public Task VirtualCalls(string types, string members, string line) => Verify.Silent(
        "using System; using System.Threading; using System.Threading.Tasks;\n" +
        types + "class Program { " + members + " async Task M() { " + line + " await Task.Yield(); } }");

    [Theory]
    [InlineData("void A(bool b) { if (b) { Thread.Sleep(1); } B(); } void B() => A(false);", "{|AIO156:A(true)|};")]
    [InlineData("void A(bool b) { if (b) { Thread.Sleep(1); } B(); } void B() => A(true);", "{|AIO156:A(false)|};")]
    [InlineData("void A(bool b) { if (b) { B(); } } void B() => D(true); void D(bool b) { if (b) { A(b); Thread.Sleep(1); } }", "{|AIO156:A(true)|};")]
    public Task WhatBlocksInTheCircle_IsFound(string members, string line) => Unfixable("int count; void Count() => count++; " + members.Replace("Thread.Sleep(1);", "count++; Thread.Sleep(1);"), line);

    [Fact]
    public Task AFlagThatExcludesTheCall_IsSilent() => Silent("void A(bool b) { if (b) { Thread.Sleep(1); } B(); } void B() => A(false);", "A(false);");

    // A chain of virtual calls is searched recursively: the depth has a limit, the compiler's stack has one too.
    [Fact]
    public Task ALongChainOfVirtualCalls()
    {
        var types = string.Concat(Enumerable.Range(0, 3000).Select(static i =>
            $"abstract class A{i} {{ public abstract void Do(); }} class B{i} : A{i} {{ public override void Do() => new Holder().Next{i + 1}.Do(); }} class C{i} : A{i} {{ public override void Do() => new Holder().Next{i + 1}.Do(); }}\n"));
        var holder = "class Holder { " + string.Concat(Enumerable.Range(0, 3001).Select(static i => $"public A{i} Next{i};")) + " }";
        return Verify.Silent(
            "using System.Threading.Tasks;\n#pragma warning disable CS0649\nabstract class A3000 { public abstract void Do(); }\n" + types + holder +
            "\nclass Program { async Task M() { new Holder().Next0.Do(); await Task.Yield(); } }");
    }
}
