using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>How an operation is marshaled to the loop's thread, and where the loop comes from.</summary>
internal sealed class LoopMarshalling
{
    /// <summary>A call whose result is unused: <c>loop.CallSoonThreadSafe(() => call)</c>.</summary>
    public const string Post = nameof(Post);

    /// <summary>The same as the body of a lambda.</summary>
    public const string PostBody = nameof(PostBody);

    /// <summary>An awaited coroutine: <c>loop.SubmitThreadSafe(() => coroutine)</c>.</summary>
    public const string Submit = nameof(Submit);

    /// <summary>The same for tasks and futures.</summary>
    public const string SubmitFuture = nameof(SubmitFuture);

    /// <summary>The argument with the source text of the loop; without it, a variable is declared before the statement.</summary>
    public const string Loop = "loop";

    private LoopMarshalling(Edit edit, string text, IReadOnlyList<Location> places)
    {
        Edit = edit;
        Text = text;
        EditLocations = places;
    }

    public Edit Edit { get; }

    public string Text { get; }

    /// <summary>The statement before which a variable for the loop is declared.</summary>
    public IReadOnlyList<Location> EditLocations { get; }

    public static LoopMarshalling? OfCall(IInvocationOperation call, InvocationExpressionSyntax syntax, EnclosingFunction function,
        KnownSymbols symbols)
    {
        // SubmitThreadSafe creates tasks; a call that returns a task is left to the code that keeps the task.
        if (call.Instance is not { } instance || symbols.IsFuture(call.Type) || !CanWait(call, call, symbols) ||
            Directives.AreInside(syntax))
        {
            return null;
        }

        if (KindOf(call, syntax, function, symbols) is not { } kind)
        {
            return null;
        }

        return LoopOf(instance, symbols) is { } loop
            ? Create(kind, loop, syntax, [])
            : WithLoop(kind, syntax, function, symbols, call.SemanticModel!);
    }

    private static string? KindOf(
        IInvocationOperation call, InvocationExpressionSyntax syntax, EnclosingFunction function, KnownSymbols symbols) =>
            syntax.Parent switch
            {
                ExpressionStatementSyntax => Post,
                LambdaExpressionSyntax lambda when lambda == function.Syntax && IsBodyFree(lambda, call, symbols) => PostBody,
                _ => null,
            };

    // The object itself may have a reference to its loop.
    private static string? LoopOf(IOperation instance, KnownSymbols symbols)
    {
        var text = instance.Syntax.WithoutTrivia().ToString();
        return KnownSymbols.Is(instance.Type, symbols.EventLoop) ? text : symbols.IsFuture(instance.Type) ? $"{text}.Loop" : null;
    }

    public static LoopMarshalling? OfAwait(IOperation value, AwaitExpressionSyntax wait, EnclosingFunction function, KnownSymbols symbols)
    {
        if (!function.Symbol.IsAsync || Directives.AreInside(wait) || !CanWait(value, value, symbols))
        {
            return null;
        }

        var isCall = symbols.IsCoroutine(value.Type) && value is IInvocationOperation;
        return isCall || symbols.IsFuture(value.Type)
            ? WithLoop(isCall ? Submit : SubmitFuture, wait.Expression, function, symbols, value.SemanticModel!)
            : null;
    }

    /// <summary>The expression that replaces the old one.</summary>
    public static ExpressionSyntax Build(ExpressionSyntax old, string kind, string loop)
    {
        var text = kind switch
        {
            Post or PostBody => $"{loop}.CallSoonThreadSafe(() => x)",
            Submit => $"{loop}.SubmitThreadSafe(() => x)",
            _ => $"{loop}.SubmitThreadSafe(async () => await x)",
        };
        var written = SyntaxFactory.ParseExpression(text);
        var hole = written.DescendantNodes().OfType<IdentifierNameSyntax>().Last();
        return written.ReplaceNode(hole, old.WithoutTrivia()).WithTriviaFrom(old);
    }

    private static LoopMarshalling? WithLoop(string kind, ExpressionSyntax syntax, EnclosingFunction function, KnownSymbols symbols,
        SemanticModel model)
    {
        if (function.Symbol.IsStatic)
        {
            return null;
        }

        if (LoopVariable(model, syntax.SpanStart, symbols) is { } loop)
        {
            return Create(kind, loop, syntax, []);
        }

        // The lambdas from here out to the function on the loop that starts them.
        for (var current = function;
            current.Syntax is AnonymousFunctionExpressionSyntax { Modifiers: var modifiers } lambda &&
                !modifiers.Any(SyntaxKind.StaticKeyword); current = current.Outer)
        {
            if (current.Outer is not { } outer)
            {
                return null;
            }

            if (FunctionThread.Of(outer, symbols) == ThreadKind.Loop)
            {
                return lambda.FirstAncestorOrSelf<StatementSyntax>() is { Parent: BlockSyntax block } statement &&
                    outer.Syntax.Span.Contains(block.Span) && !Directives.AreConditional(block)
                    ? Create(kind, null, syntax, [statement.GetLocation()])
                    : null;
            }
        }

        return null;
    }

    private static LoopMarshalling Create(string kind, string? loop, ExpressionSyntax syntax, IReadOnlyList<Location> places)
    {
        var awaited = kind is Submit or SubmitFuture ? "await " : "";
        var text = awaited + AwaitSyntax.Display(Build(syntax, kind, loop ?? "loop").WithoutTrivia());
        return new LoopMarshalling(new Edit(kind).With(Loop, loop), text, places);
    }

    // A variable, a parameter or a field that holds a loop.
    private static string? LoopVariable(SemanticModel model, int position, KnownSymbols symbols)
    {
        string? field = null;
        foreach (var symbol in model.LookupSymbols(position))
        {
            switch (symbol)
            {
                case ILocalSymbol local when KnownSymbols.Is(local.Type, symbols.EventLoop) &&
                    local.DeclaringSyntaxReferences.Any(r => r.Span.End < position):
                case IParameterSymbol { RefKind: RefKind.None } parameter when KnownSymbols.Is(parameter.Type, symbols.EventLoop):
                    return symbol.Name;
                case IFieldSymbol { IsReadOnly: true } candidate when KnownSymbols.Is(candidate.Type, symbols.EventLoop) &&
                    (candidate.IsStatic || model.GetEnclosingSymbol(position) is { IsStatic: false }):
                    field ??= candidate.Name;
                    break;
            }
        }

        return field;
    }

    // () => queue.TryPut(1) becomes () => { ... }: only if the value is unused.
    private static bool IsBodyFree(LambdaExpressionSyntax lambda, IInvocationOperation call, KnownSymbols symbols)
    {
        if (call.Parent is IExpressionStatementOperation)
        {
            return true;
        }

        if (lambda.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax start } } ||
            call.Parent is not IReturnOperation)
        {
            return false;
        }

        var isDropped = start.Parent is ExpressionStatementSyntax or AwaitExpressionSyntax { Parent: ExpressionStatementSyntax };
        var model = call.SemanticModel!;
        var output = start.ReplaceNode(lambda, SyntaxFactory.ParseExpression("() => { }"));
        return isDropped && model.GetSymbolInfo(start).Symbol is IMethodSymbol method &&
            model.GetSpeculativeSymbolInfo(start.SpanStart, output, SpeculativeBindingOption.BindAsExpression)
                .Symbol is IMethodSymbol action &&
            action.Name == method.Name && KnownSymbols.IsSame(action.ContainingType, method.ContainingType);
    }

    // It runs later, so every part must have the same meaning then.
    private static bool CanWait(IOperation operation, IOperation whole, KnownSymbols symbols) => operation switch
    {
        { ConstantValue.HasValue: true } or ILiteralOperation or IDefaultValueOperation or IInstanceReferenceOperation
            or ITypeOfOperation => true,
        IDelegateCreationOperation { Target: IMethodReferenceOperation { Instance: var owner } } =>
            owner is null or IInstanceReferenceOperation,
        ILocalReferenceOperation { Local: { IsRef: false } local } => !local.Type.IsRefLikeType && !IsWritten(local, operation),
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } =>
            !parameter.Type.IsRefLikeType && !IsWritten(parameter, operation),
        IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: true } =>
            CanRead((IMemberReferenceOperation)operation, whole, symbols),
        IInvocationOperation call => (call == whole || symbols.IsCoroutine(call.Type)) && CanCall(call, whole, symbols),
        _ => OperandsOf(operation) is { } operands && operands.All(operand => CanWait(operand, whole, symbols)),
    };

    // Operations that only combine their operands.
    private static IEnumerable<IOperation>? OperandsOf(IOperation operation) => operation switch
    {
        IConversionOperation conversion => [conversion.Operand],
        IParenthesizedOperation parenthesized => [parenthesized.Operand],
        ITupleOperation tuple => tuple.Elements,
        IBinaryOperation { OperatorMethod: null } binary => [binary.LeftOperand, binary.RightOperand],
        _ => null,
    };

    private static bool CanRead(IMemberReferenceOperation member, IOperation whole, KnownSymbols symbols) =>
        (member is IFieldReferenceOperation { Field.IsReadOnly: true } || IsReceiver(member)) &&
        (member.Instance is null || CanWait(member.Instance, whole, symbols));

    private static bool CanCall(IInvocationOperation call, IOperation whole, KnownSymbols symbols) =>
        (call.Instance is null || CanWait(call.Instance, whole, symbols)) &&
        call.Arguments.All(a => a.Parameter?.RefKind == RefKind.None && CanWait(a.Value, whole, symbols));

    private static bool IsReceiver(IOperation operation) => operation.Parent switch
    {
        IInvocationOperation call => call.Instance == operation,
        IMemberReferenceOperation member => member.Instance == operation && IsReceiver(member),
        IAwaitOperation => true,
        _ => false,
    };

    private static bool IsWritten(ISymbol variable, IOperation use) => use.Root().Descendants().Any(o => o switch
    {
        IAssignmentOperation assignment => Is(assignment.Target, variable),
        IIncrementOrDecrementOperation increment => Is(increment.Target, variable),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Is(argument.Value, variable),
        _ => false,
    });

    private static bool Is(IOperation target, ISymbol variable) => target switch
    {
        ILocalReferenceOperation local => KnownSymbols.IsSame(local.Local, variable),
        IParameterReferenceOperation parameter => KnownSymbols.IsSame(parameter.Parameter, variable),
        IDelegateCreationOperation { Target: IMethodReferenceOperation { Instance: var owner } } =>
            owner is null or IInstanceReferenceOperation,
        ITupleOperation tuple => tuple.Elements.Any(e => Is(e, variable)),
        _ => false,
    };
}
