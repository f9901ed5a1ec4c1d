namespace AsyncioSharp.CodeFixes;

/// <summary>
/// The fix also runs in the edit of another fix, on what that one has written. <see cref="CascadingFixes"/> finds it by this.
/// </summary>
/// <param name="order">The place among all such fixes, from first to last.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CascadesAttribute(int order) : Attribute
{
    public int Order { get; } = order;
}
