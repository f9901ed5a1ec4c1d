using System.Text.Json;

namespace AsyncioSharp.Conformance;

/// <summary>One operation of a program: a JSON array, whose first item is its name.</summary>
internal readonly struct Op(JsonElement json)
{
    internal string Name => json[0].GetString()!;

    internal string Text(int index) => json[index].GetString()!;

    internal int Number(int index) => json[index].GetInt32();

    /// <summary>A truth value: JSON 0 or 1.</summary>
    internal bool Flag(int index) => Number(index) != 0;

    /// <summary>A time in ticks of the virtual clock; null for none.</summary>
    internal TimeSpan? Time(int index) => IsNull(index) ? null : VirtualTime.FromTicks(Number(index));

    internal string[] Texts(int index) => [.. json[index].EnumerateArray().Select(static item => item.GetString()!)];

    internal int[] Numbers(int index) => [.. json[index].EnumerateArray().Select(static item => item.GetInt32())];

    /// <summary>Nested operations, or another list.</summary>
    internal JsonElement Block(int index) => json[index];

    internal bool IsNull(int index) => json[index].ValueKind == JsonValueKind.Null;
}
