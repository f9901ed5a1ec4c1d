using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// AIO502, AIO552: a handler around an await swallows a cancellation, so the task continues as if it had not been canceled. See rules.md.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SwallowedCancellationAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO502";
    public const string UnfixableId = "AIO552";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Cancellation is swallowed", RuleCategory.Cancellation, DiagnosticSeverity.Warning,
        "This 'catch' swallows the cancellation of the task: write '{0}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Cancellation is swallowed, where the fix needs more than a filter", RuleCategory.Cancellation,
        DiagnosticSeverity.Warning,
        "This 'catch' swallows the cancellation of the task: rethrow it with 'throw'");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Try);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var attempt = (ITryOperation)context.Operation;
        foreach (var caught in attempt.Catches.Where(clause => SwallowingCatch.TakesCancellation(clause, symbols)))
        {
            // What a condition excludes reaches the next clause. A filter by type alone means that the next clause is for the cancellation.
            if (SwallowingCatch.Passes(caught, symbols))
            {
                if (caught.Filter is not IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd })
                {
                    return;
                }
            }
            else if (!Report(context, attempt, caught, symbols) || caught.Filter is null)
            {
                return;
            }
        }
    }

    private static bool Report(OperationAnalysisContext context, ITryOperation attempt, ICatchClauseOperation caught, KnownSymbols symbols)
    {
        if (caught is not { Syntax: CatchClauseSyntax syntax } || IsCleanup(attempt) ||
            CodeSite.OfAsync(context, symbols) is not { Function.Symbol.ReturnsVoid: false } code || !Continues(attempt, caught, code))
        {
            return false;
        }

        var token = TokenIn(attempt, code);
        var edit = token is null && MayTimeOut(attempt) ? null : CancellationPassing.EditOf(caught, syntax, token, symbols);
        var location = syntax.CatchKeyword.GetLocation();
        context.ReportDiagnostic(edit is null
            ? Diagnostic.Create(Unfixable, location)
            : Diagnostic.Create(Fixable, location, edit.ToProperties(),
                CancellationPassing.TextOf(syntax, edit, attempt.SemanticModel!)));
        return true;
    }

    // On the loop, the task itself is canceled, and no token shows it.
    private static string? TokenIn(ITryOperation attempt, CodeSite code) => code.Thread == ThreadKind.Loop
        ? null
        : attempt.Body.Descendants().OfType<IParameterReferenceOperation>()
            .FirstOrDefault(o => code.Symbols.IsCancellationToken(o.Type) && !IsDeclaredIn(o.Parameter, attempt))?.Syntax.ToString();

    // A lambda in the try has its own token, which the filter does not see.
    private static bool IsDeclaredIn(IParameterSymbol parameter, ITryOperation attempt) => parameter.DeclaringSyntaxReferences
        .Any(reference => reference.SyntaxTree == attempt.Syntax.SyntaxTree && attempt.Syntax.Span.Contains(reference.Span));

    // catch { try { await close(token); } catch { } throw; }: a failure here must not replace the first exception.
    private static bool IsCleanup(IOperation attempt)
    {
        var (node, parent) = (attempt, attempt.Parent);
        while (parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            if (parent is ICatchClauseOperation || (parent is ITryOperation outer && node == outer.Finally))
            {
                return true;
            }

            (node, parent) = (parent, parent.Parent);
        }

        return false;
    }

    // On the loop, the caller of a coroutine continues, too.
    private static bool Continues(ITryOperation attempt, ICatchClauseOperation caught, CodeSite code) =>
        CanBeCancelled(attempt, caught, code) && (code.Thread == ThreadKind.Loop || IsLost(attempt, caught, code));

    // What closes something does so in any case, and the next await with the token throws.
    private static bool IsLost(ITryOperation attempt, ICatchClauseOperation caught, CodeSite code) =>
        WorkAfter.Follows(attempt, caught) && !Cleanup.Closes(code.Function.ContainingMember) &&
            !NextAwait.AsksTheToken(attempt, caught, code.Symbols);

    private static bool CanBeCancelled(ITryOperation attempt, ICatchClauseOperation caught, CodeSite code)
    {
        var symbols = code.Symbols;
        var operations = FunctionBody.Of(code.Function.Operation).ToList();
        var body = FunctionBody.Of(attempt.Body);
        if (operations.Any(o => IsAwareOfCancellation(o, attempt)) || body.Any(o => IsNone(o, symbols)))
        {
            return false;
        }

        if (code.Thread == ThreadKind.Loop)
        {
            // A handler that names the exception is deliberate. Only code that certainly runs in this task counts then, because another
            // task may have been canceled by other code, and a token of the object shows that the object has ended.
            return symbols.IsCancellation(caught.ExceptionType)
                ? body.Any(o => o is IAwaitOperation awaited && symbols.IsCoroutine(awaited.Operation.Type)) &&
                !body.Any(o => o is IMemberReferenceOperation { Instance: IInstanceReferenceOperation } && IsToken(o, symbols))
                : body.Any(FunctionBody.IsAwait) && !OnlyDelays(attempt);
        }

        // A cancellation reaches a plain async function only through a token, or through a coroutine that it awaits.
        return !symbols.IsCancellation(caught.ExceptionType) && !OnlyDelays(attempt) && body.Any(o => o switch
        {
            IAwaitOperation awaited =>
                IsOfLoop(awaited.Operation.Type, symbols) || awaited.Operation.DescendantsAndSelf().Any(inner => IsToken(inner, symbols)),
            _ => FunctionBody.IsAwait(o) &&
                o.ChildOperations.FirstOrDefault()?.DescendantsAndSelf().Any(inner => IsToken(inner, symbols)) == true,
        });
    }

    private static bool IsOfLoop(ITypeSymbol? type, KnownSymbols symbols) => symbols.IsCoroutine(type) || symbols.IsFuture(type);

    // await transaction.RollbackAsync(CancellationToken.None): it must continue in any case.
    private static bool IsNone(IOperation operation, KnownSymbols symbols) =>
        operation is IPropertyReferenceOperation { Property.Name: "None" } && symbols.IsCancellationToken(operation.Type);

    // The tokens of sources belong to this function, see below; 'default' and 'None' never cancel.
    private static bool IsToken(IOperation operation, KnownSymbols symbols) =>
        operation is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation
            or IPropertyReferenceOperation { Property.Name: not "None" } or IInvocationOperation &&
        symbols.IsCancellationToken(operation.Type);

    // try { await Task.Delay(1000, stopping); } catch { }: nothing else can be caught, so it is deliberate.
    private static bool OnlyDelays(ITryOperation attempt) =>
        attempt.Body.Operations.Length == 1 &&
            attempt.Body.Operations[0] is IExpressionStatementOperation { Operation: IAwaitOperation awaited } &&
        TaskAliases.Core(awaited.Operation) is IInvocationOperation { TargetMethod: { Name: "Delay", Parameters.Length: > 1 } method } &&
        method.ContainingType.Name == "Task";

    // HttpClient reports its own timeout as a cancellation: a filter by type alone would let that propagate, too.
    private static bool MayTimeOut(ITryOperation attempt) =>
        FunctionBody.Of(attempt.Body)
            .Any(o => o is IInvocationOperation call && IsHttpClient((call.Instance ?? call.Arguments.FirstOrDefault()?.Value)?.Type));

    private static bool IsHttpClient(ITypeSymbol? type) =>
        type is { Name: "HttpClient", ContainingNamespace: { Name: "Http", ContainingNamespace.Name: "Net" } };

    // task.Cancel(); try { await task; } catch { }: the function itself canceled the task. The same holds for its own token source, which
    // may have a timeout. Some functions check the token later.
    private static bool IsAwareOfCancellation(IOperation operation, ITryOperation attempt) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "Cancel" or "CancelAfter" or "CancelAsync" } =>
            operation.Syntax.SpanStart < attempt.Syntax.Span.End,
        IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested" or "Uncancel" } => true,
        IPropertyReferenceOperation { Property: { } property } => IsAboutCancellation(property),
        _ => false,
    };

    private static bool IsAboutCancellation(IPropertySymbol property) => property switch
    {
        { Name: "Token", ContainingType.Name: "CancellationTokenSource" } => true,
        { Name: "CancellationToken", ContainingType.Name: "OperationCanceledException" } => true,
        _ => property.Name is "IsCancellationRequested" or "CancelRequests" or "IsCanceled",
    };
}
