namespace AsyncioSharp.FixFuzz;

/// <summary>What is wrong with a fixed program.</summary>
internal sealed record Finding(string What, string Details, string Text);
