namespace AsyncioSharp.FixFuzz;

/// <summary>One kind in a program, in all its forms.</summary>
/// <param name="Kind">What the part was made of.</param>
/// <param name="IsTask">In a plain async function and not in a coroutine.</param>
/// <param name="Written">With what the rules report.</param>
/// <param name="Naive">As a careless fix would leave it.</param>
/// <param name="Intended">What does the same as the fixed part.</param>
internal sealed record FuzzPart(Kind Kind, bool IsTask, FuzzText Written, FuzzText Naive, FuzzText Intended)
{
    public FuzzText Text(Form form) => form switch
    {
        Form.Naive => Naive,
        Form.Intended => Intended,
        _ => Written,
    };
}
