namespace AsyncioSharp.Tests.CPython;

/// <summary>The test asserts the behaviour that this one of CPython 3.13's own asyncio tests asserts (<c>file::Class.method</c>).</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class CPythonTestAttribute(string name) : Attribute
{
    /// <summary>The name of the test in CPython's test suite.</summary>
    public string Name => name;
}
