using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// The parameter that selects the mode of a function which only passes it on, at any depth: the callers show it, or the enum type of the
/// parameter, which selects the mode of other functions (<c>IOBehavior.Synchronous</c>).
/// </summary>
internal static class ModeParameter
{
    private static readonly ConditionalWeakTable<KnownSymbols, ConcurrentDictionary<ITypeSymbol, bool>> Enums = new();

    // A file is read once, and not again after an edit of another one.
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> NamesInChoices = new();

    public static IParameterSymbol? Of(IMethodSymbol method, KnownSymbols symbols)
    {
        var flags = method.OriginalDefinition.Parameters.Where(static parameter => ModeTest.IsFlagType(parameter.Type)).ToList();
        return flags.Find(flag => IsModeType(flag.Type, symbols)) ??
            flags.Find(flag => IsModeOfCalls(flag, method.OriginalDefinition, symbols));
    }

    private static bool IsModeType(ITypeSymbol type, KnownSymbols symbols) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Enum } named && KnownSymbols.IsSame(type.ContainingAssembly, symbols.Assembly) &&
        Enums.GetValue(symbols, static _ => new(SymbolEqualityComparer.Default)).GetOrAdd(named, _ => SelectsAMode(named, symbols));

    // Some function tests it: one branch awaits the operation that the other one calls.
    private static bool SelectsAMode(INamedTypeSymbol type, KnownSymbols symbols) =>
        symbols.Compilation.SyntaxTrees
            .Where(tree => SourceWords.Contain(type.Name, tree) && NamesInChoices.GetValue(tree, ReadNames).Contains(type.Name))
            .SelectMany(static tree => NamesIn(tree)).Where(name => name.Identifier.ValueText == type.Name)
            .Select(ChoiceAround)
            .Any(choice => choice is not null && SharedMode.FlagOfChoice(OperationOf(choice, symbols)) is { } flag &&
                KnownSymbols.IsSame(TypeOf(flag), type));

    // Most files await nothing, and each of their choices would be looked at.
    private static HashSet<string> ReadNames(SyntaxTree tree) => SourceWords.Contain("await", tree)
        ? [.. tree.GetRoot().DescendantNodes().Where(static node => IsChoice(node) && MaySelectAMode(node)).SelectMany(TestsOf)
            .SelectMany(static test => test.DescendantNodesAndSelf()).OfType<IdentifierNameSyntax>()
            .Select(static name => name.Identifier.ValueText)]
        : [];

    private static IEnumerable<IdentifierNameSyntax> NamesIn(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>();

    // The innermost choice, if the name is in its test and not in a branch.
    private static SyntaxNode? ChoiceAround(SyntaxNode name) => name.FirstAncestorOrSelf<SyntaxNode>(IsChoice) is { } choice &&
        TestsOf(choice).Any(test => test.Span.Contains(name.Span)) && MaySelectAMode(choice) ? choice : null;

    private static bool IsChoice(SyntaxNode node) =>
        node is IfStatementSyntax or ConditionalExpressionSyntax or SwitchStatementSyntax or SwitchExpressionSyntax;

    // To bind a choice is expensive, and few of them await anything. After an if that leaves, the rest of the block is the other branch;
    // an if without an else that stays has no other branch.
    private static bool MaySelectAMode(SyntaxNode choice) => choice switch
    {
        IfStatementSyntax { Else: null, Parent: { } around } exit => Leaves(exit.Statement) && Awaits(around),
        _ => Awaits(choice),
    };

    private static bool Leaves(StatementSyntax branch) =>
        (branch is BlockSyntax block ? block.Statements.LastOrDefault() : branch) is ReturnStatementSyntax or ThrowStatementSyntax
            or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax;

    private static bool Awaits(SyntaxNode code) =>
        code.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.AwaitKeyword));

    private static IEnumerable<SyntaxNode> TestsOf(SyntaxNode choice) => choice switch
    {
        IfStatementSyntax statement => [statement.Condition],
        ConditionalExpressionSyntax expression => [expression.Condition],
        SwitchStatementSyntax statement => statement.Sections.SelectMany(static section => section.Labels),
        SwitchExpressionSyntax expression => expression.Arms.Select(static arm => arm.Pattern),
        _ => [],
    };

    private static ITypeSymbol? TypeOf(ISymbol flag) => flag switch
    {
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        ILocalSymbol local => local.Type,
        _ => null,
    };

    // Read(async: false).GetAwaiter().GetResult() and ReadAsync(...) => Read(async: true), in one type.
    private static bool IsModeOfCalls(IParameterSymbol flag, IMethodSymbol method, KnownSymbols symbols)
    {
        var calls = CallsOf(method, symbols).Select(call => (Value: ConstantOf(call, flag), IsBlockedOn: IsBlockedOn(call)))
            .Where(static call => call.Value is not null).ToList();
        return calls.Exists(call => call.IsBlockedOn && calls.Exists(other => !other.IsBlockedOn && !call.Value!.Equals(other.Value)));
    }

    private static IEnumerable<IInvocationOperation> CallsOf(IMethodSymbol method, KnownSymbols symbols) =>
        from reference in method.ContainingType.DeclaringSyntaxReferences
        from syntax in reference.GetSyntax().DescendantNodes().OfType<InvocationExpressionSyntax>()
        where CalleeName.Of(syntax)?.Identifier.ValueText == method.Name
        let call = OperationOf(syntax, symbols) as IInvocationOperation
        where call is not null && KnownSymbols.IsSame(call.TargetMethod.OriginalDefinition, method)
        select call;

    private static object? ConstantOf(IInvocationOperation call, IParameterSymbol flag) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == flag.Ordinal) is
        { ArgumentKind: ArgumentKind.Explicit, Value.ConstantValue: { HasValue: true, Value: { } value } } ? value : null;

    private static bool IsBlockedOn(IOperation task) => task.Parent switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "AsTask" } next =>
            next.Instance == task && IsBlockedOn(next),
        IInvocationOperation { TargetMethod.Name: "GetResult" or "Wait" } wait => wait.Instance == task,
        IPropertyReferenceOperation { Property.Name: "Result" } => true,
        _ => false,
    };

    private static IOperation? OperationOf(SyntaxNode node, KnownSymbols symbols) =>
        symbols.Compilation.GetSemanticModel(node.SyntaxTree).GetOperation(node);
}
