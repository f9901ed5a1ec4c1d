namespace AsyncioSharp;

/// <summary>The names of report kinds in metrics.</summary>
internal static class LoopErrorKinds
{
    internal static string TagOf(LoopErrorKind kind) => kind switch
    {
        LoopErrorKind.CallbackFailed => "callback_failed",
        LoopErrorKind.NeverRetrieved => "never_retrieved",
        LoopErrorKind.NeverAwaited => "never_awaited",
        LoopErrorKind.SlowStep => "slow_step",
        LoopErrorKind.BlockingWait => "blocking_wait",
        LoopErrorKind.LeftOpen => "left_open",
        _ => "other",
    };
}
