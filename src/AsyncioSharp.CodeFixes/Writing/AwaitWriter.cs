using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>Writes an await where <see cref="AwaitPlace"/> said that it goes.</summary>
internal static class AwaitWriter
{
    /// <summary>The form without the place in front of it.</summary>
    public static string FormOf(FixSite fix) => fix.Form.Substring(fix.Form.IndexOf('+') + 1);

    public static SyntaxNode? Write(SyntaxNode root, SyntaxNode site, FixSite fix, Func<ExpressionSyntax, ExpressionSyntax> awaitable)
    {
        awaitable = AwaitConvention.For(fix.Node, fix.Model, awaitable);
        if (site is not ConditionalAccessExpressionSyntax access)
        {
            return site is ExpressionSyntax value ? root.ReplaceNode(value, AwaitSyntax.InPlaceOf(value, awaitable(value))) : null;
        }

        if (fix.Form.StartsWith(AwaitPlace.Either, StringComparison.Ordinal))
        {
            var type = fix.Model.GetTypeInfo(fix.Node).Type;
            return root.ReplaceNode(access, AwaitPlace.Choice(access, type, fix.Model, fix.Node.SpanStart, awaitable));
        }

        if (access.Parent is not ExpressionStatementSyntax statement)
        {
            return null;
        }

        var name = fix.Form.StartsWith(AwaitPlace.IfPattern, StringComparison.Ordinal)
            ? UniqueName.ForReceiver(access, statement, fix.Model, fix.Node.SpanStart)
            : null;
        return root.ReplaceNode(statement, NullTest.Of(statement, access, name, awaitable));
    }
}
