namespace AsyncioSharp;

/// <summary>Notices that the garbage collector has stopped the threads.</summary>
internal sealed class PauseWatch
{
    private int _collections = GC.CollectionCount(0);
    private TimeSpan _pauses = GC.GetTotalPauseDuration();

    /// <summary>How long, since it was asked last; null when there was no collection.</summary>
    internal TimeSpan? Take()
    {
        int collections = GC.CollectionCount(0);
        if (collections == _collections)
        {
            return null;
        }

        TimeSpan pauses = GC.GetTotalPauseDuration();
        TimeSpan pause = pauses - _pauses;
        _collections = collections;
        _pauses = pauses;
        return pause;
    }
}
