namespace AsyncioSharp.Benchmarks.Io;

/// <summary>How the requests ended.</summary>
internal sealed class RequestCounts
{
    internal int Answered { get; set; }

    internal int Canceled { get; set; }

    internal int TimedOut { get; set; }

    internal int Reset { get; set; }

    internal int Wrong { get; set; }

    internal int Reports { get; set; }

    internal int Total => Answered + Canceled + TimedOut + Reset;

    public override string ToString() =>
        $"{Answered} answered, {Canceled} canceled, {TimedOut} timed out, {Reset} reset, {Wrong} wrong, {Reports} reports";
}
