using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Decides whether an object was created with a constant that turns off what its <c>DisposeAsync</c> awaits, as <c>leaveOpen: true</c>
/// does.
/// </summary>
internal static class KeptOpen
{
    /// <param name="dispose">The <c>DisposeAsync</c> of the type, in source.</param>
    /// <param name="value">The disposed object.</param>
    public static bool Is(IMethodSymbol dispose, IOperation? value)
    {
        if (value?.SemanticModel?.Compilation is not { } compilation ||
            CreationOf(ValueOrigin.Of(value), compilation) is not { Constructor: { } constructor } creation)
        {
            return false;
        }

        var flags = creation.Arguments.Where(static a => a.Value.ConstantValue is { HasValue: true, Value: bool }).ToList();
        if (flags.Count == 0)
        {
            return false;
        }

        var awaits = BodiesOf(dispose, compilation).Where(FunctionBody.IsAwait).Where(static o => !IsOfBase(o)).ToList();
        var state = BodiesOf(constructor, compilation).OfType<ISimpleAssignmentOperation>().ToList();
        return awaits.Count > 0 && awaits.All(o => IsOff(o, test => ValueOf(test, state, flags)));
    }

    private static IEnumerable<IOperation> BodiesOf(IMethodSymbol function, Compilation compilation) =>
        FunctionBodies.Of(function.OriginalDefinition, compilation).SelectMany(FunctionBody.WithSelf);

    // A static method may hide the creation: CreateNonDisposing(stream).
    private static IObjectCreationOperation? CreationOf(IOperation value, Compilation compilation)
    {
        if (value is not IInvocationOperation { TargetMethod: { IsStatic: true, DeclaringSyntaxReferences: { Length: 1 } parts } })
        {
            return value as IObjectCreationOperation;
        }

        var results = AsyncFunctionSyntax.Results(parts[0].GetSyntax()).ToList();
        return results.Count == 1
            ? compilation.GetSemanticModel(parts[0].SyntaxTree).GetOperation(results[0])?.WithoutConversions() as IObjectCreationOperation
            : null;
    }

    // A base class of a library only calls Dispose.
    private static bool IsOfBase(IOperation wait) =>
        wait is IAwaitOperation { Operation: var task } && TaskAliases.Core(task) is IInvocationOperation call &&
        call.Instance?.Syntax is BaseExpressionSyntax && call.TargetMethod.DeclaringSyntaxReferences.IsEmpty;

    private static bool IsOff(IOperation operation, Func<IOperation, bool?> valueOf)
    {
        for (var (node, parent) = (operation, operation.Parent); parent is not null; (node, parent) = (parent, parent.Parent))
        {
            if (parent is IConditionalOperation choice && node != choice.Condition &&
                Test(choice.Condition, valueOf) is { } answer && answer != (node == choice.WhenTrue))
            {
                return true;
            }
        }

        return false;
    }

    private static bool? Test(IOperation condition, Func<IOperation, bool?> valueOf) =>
        condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not ? !Test(not.Operand, valueOf) : valueOf(condition);

    // What the constructor writes once, and nothing else can write.
    private static bool? ValueOf(IOperation test, List<ISimpleAssignmentOperation> state, List<IArgumentOperation> flags)
    {
        var member = test switch
        {
            IFieldReferenceOperation { Field: { IsReadOnly: true } field } => field,
            IPropertyReferenceOperation { Property: { SetMethod: null } property } => property,
            _ => (ISymbol?)null,
        };
        var writes = state.Where(write => write.Target is IMemberReferenceOperation target && KnownSymbols.IsSame(target.Member, member))
            .ToList();
        return member is not null && writes.Count == 1 && writes[0].Value is IParameterReferenceOperation { Parameter: var parameter }
            ? flags.FirstOrDefault(flag => KnownSymbols.IsSame(flag.Parameter, parameter))?.Value.ConstantValue.Value as bool?
            : null;
    }
}
