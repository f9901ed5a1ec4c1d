namespace AsyncioSharp.CodeFixes;

/// <summary>
/// Marks a fix that also runs in the edit of another fix, on the code written by that one. <see cref="CascadingFixes"/> finds it by this
/// attribute.
/// </summary>
/// <param name="order">The position among all such fixes.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CascadesAttribute(int order) : Attribute
{
    public int Order { get; } = order;
}
