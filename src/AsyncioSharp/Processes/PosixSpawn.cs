using System.Collections;
using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <summary>
/// Starts a program with <c>posix_spawn</c>: in its own process group, with default signal handling (.NET ignores SIGPIPE, and children
/// would inherit that).
/// </summary>
internal static unsafe class PosixSpawn
{
    // Larger than posix_spawnattr_t, posix_spawn_file_actions_t and sigset_t of any C library.
    private const int StructureSize = 1024;

    internal static int Start(string program, string[] arguments, ProcessOptions options, PosixStdio stdio, bool ownGroup, out int id)
    {
        void* actions = NativeMemory.AllocZeroed(StructureSize);
        void* attributes = NativeMemory.AllocZeroed(StructureSize);
        PosixCalls.InitActions(actions);
        PosixCalls.InitAttributes(attributes);
        using var argv = new NativeStrings([program, .. arguments]);
        using var envp = new NativeStrings(Environment(options.Environment));
        try
        {
            if (options.WorkingDirectory is { } directory)
            {
                PosixCalls.AddChangeDirectory(actions, directory);
            }

            stdio.AddTo(actions);
            SetAttributes(attributes, ownGroup);
            return PosixCalls.Spawn(out id, argv.Pointer[0], actions, attributes, argv.Pointer, envp.Pointer);
        }
        finally
        {
            PosixCalls.DestroyActions(actions);
            PosixCalls.DestroyAttributes(attributes);
            NativeMemory.Free(actions);
            NativeMemory.Free(attributes);
        }
    }

    private static void SetAttributes(void* attributes, bool ownGroup)
    {
        byte* signals = stackalloc byte[StructureSize];
        PosixCalls.FillSignals(signals);
        PosixCalls.SetSignalsToDefault(attributes, signals);
        PosixCalls.EmptySignals(signals);
        PosixCalls.SetMask(attributes, signals);
        int flags = PosixCalls.SetDefaultSignals | PosixCalls.SetSignalMask;
        if (ownGroup)
        {
            PosixCalls.SetProcessGroup(attributes, 0);
            flags |= PosixCalls.SetGroup;
        }

        PosixCalls.SetFlags(attributes, (short)flags);
    }

    private static List<string> Environment(IReadOnlyDictionary<string, string?>? changes)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value;
        }

        foreach ((string name, string? value) in changes ?? new Dictionary<string, string?>())
        {
            variables[name] = value;
        }

        return [.. variables.Where(static pair => pair.Value is not null).Select(static pair => $"{pair.Key}={pair.Value}")];
    }
}
