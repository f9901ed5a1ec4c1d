namespace AsyncioSharp;

/// <summary>The format of a loop's task dump.</summary>
internal enum DumpFormat
{
    /// <summary>A table with one row per task.</summary>
    Table,

    /// <summary>A tree: each task with the tasks it awaits below it.</summary>
    Tree,
}
