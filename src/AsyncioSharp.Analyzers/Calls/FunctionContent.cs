namespace AsyncioSharp.Analyzers.Calls;

/// <summary>The operations in a function that a search can end at. A function that blocks has no record, so that needs no flag.</summary>
[Flags]
internal enum FunctionContent
{
    None = 0,
    LoopRun = 1,
    LoopUse = 2,
    StateWrite = 4,
}
