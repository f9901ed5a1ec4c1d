using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO852: a read of a connection whose count is ignored: the rest of the buffer is what it was before. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredCountAnalyzer() : RuleAnalyzer(Unfixable)
{
    public const string UnfixableId = "AIO852";

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Count of a read is ignored", RuleCategory.Network, DiagnosticSeverity.Warning,
        "'{0}' may read only a part, and nothing at the end of the stream: use its count, or call 'ReadExactlyAsync' to fill the buffer");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.Named("ReadAsync"), Analyze, OperationKind.Invocation);

    // The count of '_ = await ...' is ignored on purpose, and so are the bytes in a buffer that only this call has.
    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var read = (IInvocationOperation)context.Operation;
        if (symbols.IsOurs(read.TargetMethod.ContainingType, "Connection") && !HalfTyped.Is(read.Syntax) &&
            read is { Syntax: InvocationExpressionSyntax, Parent: IAwaitOperation { Parent: IExpressionStatementOperation } } &&
            !read.Arguments.Any(static argument => argument.Value.WithoutConversions() is IArrayCreationOperation))
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, read.Syntax.GetLocation(), AwaitSyntax.Display(read.Syntax)));
        }
    }
}
