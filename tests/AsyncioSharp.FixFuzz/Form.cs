namespace AsyncioSharp.FixFuzz;

/// <summary>The forms of a generated program.</summary>
internal enum Form
{
    /// <summary>With what the rules report.</summary>
    Written,

    /// <summary>As a careless fix would leave it.</summary>
    Naive,

    /// <summary>What the fixed program has to do. It differs from the written form only where a rule reports a mistake that changes what the program does.</summary>
    Intended,
}
