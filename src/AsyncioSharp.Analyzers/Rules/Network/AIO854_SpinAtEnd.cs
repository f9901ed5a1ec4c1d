using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO854: an endless loop around a read of a connection. At the end of the stream it never waits again. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpinAtEndAnalyzer() : RuleAnalyzer(Unfixable)
{
    public const string UnfixableId = "AIO854";

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Loop spins at the end of the stream", RuleCategory.Network, DiagnosticSeverity.Warning,
        "At the end of the stream '{0}' returns {1} immediately, and this loop has no exit: leave it when that happens");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.Named("ReadAsync", "ReadLineAsync"), Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var read = (IInvocationOperation)context.Operation;
        if (!symbols.IsOurs(read.TargetMethod.ContainingType, "Connection") || HalfTyped.Is(read.Syntax) ||
            read is not { Syntax: InvocationExpressionSyntax, Parent: IAwaitOperation awaited } ||
            EndlessLoopAround(awaited) is not { } loop || !IsUntested(awaited, loop))
        {
            return;
        }

        var nothing = read.TargetMethod.Name == "ReadAsync" ? "0" : "null";
        context.ReportDiagnostic(Diagnostic.Create(Unfixable, read.Syntax.GetLocation(), AwaitSyntax.Display(read.Syntax), nothing));
    }

    // The innermost loop, if it goes on forever by itself.
    private static ILoopOperation? EndlessLoopAround(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation);
            parent = parent.Parent)
        {
            if (parent is ILoopOperation loop)
            {
                return IsEndless(loop) && !FunctionBody.Of(loop.Body).Any(IsExit) ? loop : null;
            }
        }

        return null;
    }

    private static bool IsEndless(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation { Condition: var condition } => condition?.ConstantValue is { HasValue: true, Value: true },
        IForLoopOperation { Condition: var condition } => condition is null or { ConstantValue: { HasValue: true, Value: true } },
        _ => false,
    };

    private static bool IsExit(IOperation operation) =>
        operation is IReturnOperation or IThrowOperation or IBranchOperation { BranchKind: not BranchKind.Continue };

    // Nothing in the loop looks at what the read returned, so nothing there can end it, not even an exception of the program. AIO852
    // reports a read that is a statement.
    private static bool IsUntested(IAwaitOperation awaited, ILoopOperation loop) => awaited.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation variable } => IsUntested(variable.Symbol, loop),
        ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } => IsUntested(local.Local, loop),
        _ => false,
    };

    private static bool IsUntested(ILocalSymbol count, ILoopOperation loop) => loop.Body.Descendants()
        .OfType<ILocalReferenceOperation>()
        .Where(reference => KnownSymbols.IsSame(reference.Local, count))
        .All(static reference => IsWritten(reference) || IsLengthOfAWrite(reference));

    private static bool IsWritten(ILocalReferenceOperation reference) =>
        reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference;

    // connection.WriteAsync(buffer.AsMemory(0, count)), which writes nothing
    private static bool IsLengthOfAWrite(ILocalReferenceOperation reference) =>
        reference.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "AsMemory" or "Slice" } slice } &&
        slice.TargetMethod.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
}
