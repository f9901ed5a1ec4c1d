using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>Decides whether another task can write a variable while this function waits.</summary>
internal static class SharedVariable
{
    public static bool Is(IOperation target, EnclosingFunction function, KnownSymbols symbols) => target switch
    {
        IFieldReferenceOperation field => field.Field.IsStatic || IsShared(field.Instance, function, symbols),
        IPropertyReferenceOperation { Property.ContainingType: { } type } when symbols.IsThreading(type, "AsyncLocal") => false,
        IPropertyReferenceOperation { Arguments.Length: 0 } property =>
            property.Property.IsStatic || IsShared(property.Instance, function, symbols),

        // An element is shared by all code that can reach the collection.
        IPropertyReferenceOperation { Instance: IFieldReferenceOperation or IPropertyReferenceOperation } element =>
            Is(element.Instance, function, symbols),
        IArrayElementReferenceOperation { ArrayReference: IFieldReferenceOperation or IPropertyReferenceOperation } element =>
            Is(element.ArrayReference, function, symbols),
        ILocalReferenceOperation local => !local.Local.IsRef && IsCaptured(local.Local, target, function, symbols),
        IParameterReferenceOperation parameter =>
            IsConstructorParameter(parameter.Parameter, function) || IsCaptured(parameter.Parameter, target, function, symbols),
        _ => false,
    };

    /// <summary>True if both are the same variable, as far as their text shows.</summary>
    public static bool IsSame(IOperation left, IOperation right) =>
        left.Kind == right.Kind && SymbolEqualityComparer.Default.Equals(SymbolOf(left), SymbolOf(right)) &&
            PathOf(left) == PathOf(right);

    // x?.Total is the same variable as x.Total.
    private static string PathOf(IOperation operation)
    {
        var first = operation;
        while (first is IMemberReferenceOperation { Instance: { } instance })
        {
            first = instance;
        }

        return first is IConditionalAccessInstanceOperation access && TaskAliases.Receiver(access) is { } receiver
            ? PathOf(receiver) + TaskAliases.Text(operation)
            : TaskAliases.Text(operation);
    }

    public static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        IMemberReferenceOperation member => member.Member,
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    // The state of a struct belongs to the variable that holds it; the state of an object is shared by all code that has the object. An
    // object created in the function is private to it.
    private static bool IsShared(IOperation? owner, EnclosingFunction function, KnownSymbols symbols) => owner switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => owner.Type?.IsReferenceType == true,
        IParameterReferenceOperation when owner.Type?.IsReferenceType == true => true,
        IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation or IParameterReferenceOperation =>
            Is(owner, function, symbols),
        ILocalReferenceOperation when owner.Type?.IsValueType == true => Is(owner, function, symbols),
        IConditionalAccessInstanceOperation access => IsShared(TaskAliases.Receiver(access), function, symbols),
        _ => false,
    };

    // A parameter of a primary constructor is effectively a field.
    private static bool IsConstructorParameter(IParameterSymbol parameter, EnclosingFunction function) =>
        parameter.ContainingSymbol is IMethodSymbol
        {
            MethodKind: MethodKind.Constructor,
            ContainingType.IsReferenceType: true
        } constructor &&
        !SymbolEqualityComparer.Default.Equals(constructor, function.ContainingMember);

    private static bool IsCaptured(ISymbol variable, IOperation reference, EnclosingFunction function, KnownSymbols symbols)
    {
        var user = RunsFor(function, variable, symbols);
        if (!IsOwner(user, variable) && RunsOften(user, symbols))
        {
            return true;
        }

        return IsNamedInNestedFunction(reference.Root().Syntax, variable.Name) && reference.Root().Descendants().Any(o =>
            KnownSymbols.IsSame(SymbolOf(o), variable) && IsWritten(o) && IsWrittenByOther(o));

        bool IsWrittenByOther(IOperation write) =>
            EnclosingFunction.Of(write, function.ContainingMember) is { IsNested: true } nested &&
            RunsFor(nested, variable, symbols) is var writer && writer.Operation != user.Operation && !IsOwner(writer, variable);
    }

    // Most variables are in none, and a walk over tokens is cheaper than one over operations.
    private static bool IsNamedInNestedFunction(SyntaxNode member, string name) =>
        member.DescendantNodes()
            .Where(static node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or QueryExpressionSyntax)
            .SelectMany(static function => function.DescendantTokens()).Any(token => token.ValueText == name);

    // The function that waits until this one has completed: the lambda of a timeout is a part of the function around it.
    private static EnclosingFunction RunsFor(EnclosingFunction function, ISymbol variable, KnownSymbols symbols)
    {
        while (!IsOwner(function, variable) && function.Outer is { } outer && FunctionUse.Of(function).ToList() is { Count: 1 } uses &&
               uses[0] is IArgumentOperation { Parameter.ContainingSymbol: IMethodSymbol method } && IsScope(method, symbols))
        {
            function = outer;
        }

        return function;
    }

    private static bool IsScope(IMethodSymbol method, KnownSymbols symbols) =>
        symbols.IsAsyncio(method, "Timeout") || symbols.IsAsyncio(method, "TimeoutAt") || LoopRun.Is(method, symbols) ||
        (method.Name == "Run" && KnownSymbols.Is(method.ContainingType, symbols.TaskGroup));

    private static bool IsOwner(EnclosingFunction function, ISymbol variable) =>
        SymbolEqualityComparer.Default.Equals(function.Symbol, variable.ContainingSymbol);

    // Several tasks run it: through a query, a loop, or two calls that are not awaited immediately.
    private static bool RunsOften(EnclosingFunction function, KnownSymbols symbols)
    {
        var calls = 0;
        foreach (var use in FunctionUse.Of(function))
        {
            switch (use)
            {
                case IArgumentOperation { Parameter.ContainingSymbol: IMethodSymbol method }
                    when KnownSymbols.Is(method.ContainingType, symbols.Enumerable):
                    return true;
                case IInvocationOperation call when call.Parent is not IAwaitOperation:
                    calls += IsRepeated(call) ? 2 : 1;
                    break;
            }
        }

        return calls > 1;
    }

    private static bool IsRepeated(IOperation call)
    {
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILoopOperation or IAnonymousFunctionOperation { Symbol.Parameters.Length: 1 })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWritten(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        _ => false,
    };
}
