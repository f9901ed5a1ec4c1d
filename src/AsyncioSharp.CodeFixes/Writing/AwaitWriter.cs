using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>Writes an await at the place that <see cref="AwaitPlace"/> determined.</summary>
internal static class AwaitWriter
{
    public static SyntaxNode? Write(SyntaxNode root, SyntaxNode site, FixSite fix, Func<ExpressionSyntax, ExpressionSyntax> awaitable)
    {
        awaitable = AwaitConvention.For(fix.Node, fix.Model, awaitable);
        if (site is not ConditionalAccessExpressionSyntax access)
        {
            return site is ExpressionSyntax value ? root.ReplaceNode(value, AwaitSyntax.InPlaceOf(value, awaitable(value))) : null;
        }

        if (fix.Edit[AwaitPlace.Argument] == AwaitPlace.Either)
        {
            var type = fix.Model.GetTypeInfo(fix.Node).Type;
            return root.ReplaceNode(access, AwaitPlace.Choice(access, type, fix.Model, fix.Node.SpanStart, awaitable));
        }

        if (access.Parent is not ExpressionStatementSyntax statement)
        {
            return null;
        }

        var name = fix.Edit[AwaitPlace.Argument] == AwaitPlace.IfPattern
            ? UniqueName.ForReceiver(access, statement, fix.Model, fix.Node.SpanStart)
            : null;
        return root.ReplaceNode(statement, NullTest.Of(statement, access, name, awaitable));
    }
}
