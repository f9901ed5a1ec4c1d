namespace AsyncioSharp.Benchmarks.Rules;

/// <summary>What the code of a file is about.</summary>
internal enum FileKind
{
    /// <summary>Nothing async.</summary>
    Plain,

    /// <summary>Tasks of .NET.</summary>
    Tasks,

    /// <summary>Coroutines.</summary>
    Loop,

    /// <summary>Coroutines, some with mistakes.</summary>
    Faulty,
}
