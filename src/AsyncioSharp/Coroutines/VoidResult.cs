namespace AsyncioSharp;

/// <summary>The result type of coroutines and futures without a result.</summary>
internal readonly struct VoidResult;
