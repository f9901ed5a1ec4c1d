using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Rewriting;

/// <summary>The name of the method in a call: <c>F</c> in <c>F()</c>, <c>x.F()</c> and <c>x?.F()</c>.</summary>
internal static class CalleeName
{
    /// <summary>Null for the call of an expression, for example of another call's result.</summary>
    public static SimpleNameSyntax? Of(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };
}
