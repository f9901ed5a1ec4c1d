using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// A private semaphore that is used like <c>lock</c>: no function awaits it, and each one that waits for it also releases it. It is held
/// no longer than its sections run, and what blocks in these is found by itself.
/// </summary>
internal static class SemaphoreLock
{
    private const string Wait = nameof(SemaphoreSlim.Wait);
    private const string Release = nameof(SemaphoreSlim.Release);

    private static readonly ConditionalWeakTable<IFieldSymbol, object> Known = new();

    public static bool IsTakenBy(IInvocationOperation call) =>
        call.TargetMethod is { Name: Wait, ContainingType: { Name: nameof(SemaphoreSlim) } type } && type.IsIn("System.Threading") &&
            call.Instance is IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private } field } &&
            (bool)Known.GetValue(field.OriginalDefinition, static field => IsLock(field));

    private static bool IsLock(IFieldSymbol field)
    {
        var uses = field.ContainingType.DeclaringSyntaxReferences
            .SelectMany(static reference => reference.GetSyntax().DescendantNodes()).OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == field.Name)
            .Select(static name => (Member: MemberOf(name), Function: FunctionOf(name))).ToList();
        return uses.All(static use => use.Member is Wait or Release or nameof(SemaphoreSlim.Dispose) or "") &&
            FunctionsWith(Wait).SetEquals(FunctionsWith(Release));

        HashSet<SyntaxNode> FunctionsWith(string member) => [.. uses.Where(use => use.Member == member).Select(static use => use.Function)];
    }

    // The member that is called on the field; "" for an assignment to it, and null where it is passed on or asked for something else.
    private static string? MemberOf(IdentifierNameSyntax name)
    {
        ExpressionSyntax field = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : name;
        return field.Parent switch
        {
            MemberAccessExpressionSyntax member when member.Expression == field => member.Name.Identifier.ValueText,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call } =>
                (call.Expression as MemberBindingExpressionSyntax)?.Name.Identifier.ValueText,
            AssignmentExpressionSyntax write when write.Left == field => "",
            _ => null,
        };
    }

    private static SyntaxNode FunctionOf(SyntaxNode node) => node.Ancestors()
        .First(static n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax);
}
