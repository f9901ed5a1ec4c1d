using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Debug mode: where a coroutine was called. Kept beside the frames, so that normal mode pays nothing for it.</summary>
internal static class CreationSites
{
    private static readonly ConditionalWeakTable<object, string> s_sites = [];

    internal static void Record(object frame) => s_sites.AddOrUpdate(frame, Environment.StackTrace);

    internal static string? Find(object frame) => s_sites.TryGetValue(frame, out string? site) ? site : null;
}
