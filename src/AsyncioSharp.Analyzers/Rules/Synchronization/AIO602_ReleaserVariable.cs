using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary><c>var held = await gate.AcquireAsync();</c> without a <c>using</c>.</summary>
internal sealed class ReleaserVariable
{
    public const string Kind = "Declaration";

    private ReleaserVariable(LocalDeclarationStatementSyntax declaration, string key, string gap, bool canUse)
    {
        Declaration = declaration;
        Key = key;
        Gap = gap;
        CanUse = canUse;
    }

    public LocalDeclarationStatementSyntax Declaration { get; }

    public string Key { get; }

    public string Gap { get; }

    public bool CanUse { get; }

    /// <summary>Null if the variable is passed on, or disposed in time.</summary>
    public static ReleaserVariable? Of(IAwaitOperation await, EnclosingFunction function, KnownSymbols symbols)
    {
        if (LockCall.CallIn(await.Operation) is not { Instance: { } gate } ||
            await.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } declarator } ||
            !symbols.IsOurs(local.Type, "LockReleaser") && !symbols.IsOurs(local.Type, "SemaphoreReleaser") ||
            declarator.Syntax.Parent?.Parent is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } declaration)
        {
            return null;
        }

        var key = TaskAliases.Text(gate);
        if (!LocalUse.IsNamed(local, declarator))
        {
            var isReleased = function.Operation.Descendants()
                .Any(o => LockCall.Of(o, symbols) is { IsRelease: true } call && call.Key == key);
            var canUse = declaration is { Parent: BlockSyntax, Declaration.Variables.Count: 1 } &&
                !Directives.AreInside(declaration);
            return isReleased ? null : new ReleaserVariable(declaration, key, "the function ends", canUse);
        }

        return Disposal(local, await) is { } disposal && AwaitBetween(await, disposal, function) is { } between
            ? new ReleaserVariable(declaration, key, $"'{AwaitSyntax.Display(between.Syntax)}' fails or is canceled", canUse: false)
            : null;
    }

    public static string TextOf(LocalDeclarationStatementSyntax declaration) =>
        AwaitSyntax.Display(WithUsing(declaration).WithoutTrivia()).TrimEnd(';');

    public static LocalDeclarationStatementSyntax WithUsing(LocalDeclarationStatementSyntax declaration) => declaration
        .WithLeadingTrivia()
        .WithUsingKeyword(Token(declaration.GetLeadingTrivia(), SyntaxKind.UsingKeyword, TriviaList(Space)));

    // The only use: held.Dispose(); outside a finally.
    private static IOperation? Disposal(ILocalSymbol local, IOperation await)
    {
        var uses = await.Root().Descendants().OfType<ILocalReferenceOperation>()
            .Where(r => SymbolEqualityComparer.Default.Equals(r.Local, local)).ToList();
        return uses.Count == 1 && uses[0].Parent is IInvocationOperation { TargetMethod.Name: "Dispose" } call &&
            call.Syntax.Ancestors().TakeWhile(a => a is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax))
                .All(a => a is not (FinallyClauseSyntax or CatchClauseSyntax))
            ? call
            : null;
    }

    private static IAwaitOperation? AwaitBetween(IAwaitOperation first, IOperation last, EnclosingFunction function) =>
        FunctionBody.WithSelf(function.Operation).OfType<IAwaitOperation>()
            .FirstOrDefault(o => o.Syntax.SpanStart > first.Syntax.Span.End && o.Syntax.Span.End <= last.Syntax.SpanStart);
}
