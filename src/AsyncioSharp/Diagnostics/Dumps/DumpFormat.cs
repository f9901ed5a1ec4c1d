namespace AsyncioSharp;

/// <summary>How a dump shows the tasks of a loop.</summary>
internal enum DumpFormat
{
    /// <summary>A table with a row a task.</summary>
    Table,

    /// <summary>A tree: below each task those that it awaits.</summary>
    Tree,
}
