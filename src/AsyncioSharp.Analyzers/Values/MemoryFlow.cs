using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>
/// Decides whether all objects that a stream, a reader or a writer may be are in memory. It follows variables, members and parameters that
/// no code outside of the program can write, so it is asked only where a rule is about to report.
/// </summary>
internal sealed class MemoryFlow
{
    // More than that is too expensive, and hardly ever a buffer.
    private const int MostSteps = 100;

    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _wrappers = new(SymbolEqualityComparer.Default);
    private readonly KnownSymbols _symbols;
    private readonly StrongBox<int> _steps;

    private MemoryFlow(KnownSymbols symbols, StrongBox<int> steps) => (_symbols, _steps) = (symbols, steps);

    public static bool EndsInMemory(IOperation? stream, KnownSymbols symbols) =>
        stream is not null && InMemory.IsStream(stream.Type) && new MemoryFlow(symbols, new StrongBox<int>()).Holds(stream);

    private bool Holds(IOperation stream)
    {
        var value = TaskAliases.Core(stream);
        if (++_steps.Value > MostSteps)
        {
            return false;
        }

        return value.IsNull() || InMemory.IsKnown(value) || value switch
        {
            ILocalReferenceOperation local => IsOfLocal(local),
            IParameterReferenceOperation parameter => IsOfArguments(parameter.Parameter),
            IFieldReferenceOperation { Field: { } field } => (IsPrivate(field) || field.IsReadOnly) && IsOfWrites(field),
            IPropertyReferenceOperation property => IsOfProperty(property),
            IInvocationOperation call => IsOfCall(call),
            _ => IsOfParts(value),
        };
    }

    private bool IsOfParts(IOperation value) => value switch
    {
        IObjectCreationOperation creation => InMemory.IsMadeOf(creation, Holds),
        IAwaitOperation await => Holds(await.Operation),
        ISimpleAssignmentOperation assignment => Holds(assignment.Value),
        ICoalesceAssignmentOperation assignment => Holds(assignment.Target) && Holds(assignment.Value),
        IConditionalOperation { WhenFalse: { } other } choice => Holds(choice.WhenTrue) && Holds(other),
        ICoalesceOperation choice => Holds(choice.Value) && Holds(choice.WhenNull),
        ISwitchExpressionOperation choice => choice.Arms.All(arm => arm.Value is IThrowOperation || Holds(arm.Value)),
        IThrowOperation => true,
        _ => false,
    };

    private bool IsOfLocal(ILocalReferenceOperation local) =>
        LastValue.Of(local) is { } last ? Holds(last) : HoldAll(local.Local, VariableWrites.Of(local));

    private bool HoldAll(ISymbol variable, IReadOnlyList<IOperation>? values) =>
        !_followed.Add(variable) || (values is { Count: > 0 } && !values.All(static value => value.IsNull()) && values.All(Holds));

    private bool IsOfWrites(ISymbol member) =>
        IsOurs(member) && HoldAll(member, VariableWrites.Of(member.OriginalDefinition, _symbols.Compilation));

    // A wrapper that was given nothing but memory hands out what it was given: reader.BaseStream
    private bool IsOfProperty(IPropertyReferenceOperation property)
    {
        if (!IsOurs(property.Property))
        {
            return MemoryOwner.IsUsed(property, HoldsAlone);
        }

        if (property.Instance is { } owner and not IInstanceReferenceOperation && InMemory.IsStream(owner.Type) && HoldsAlone(owner))
        {
            _wrappers.Add(property.Property.ContainingType);
        }

        return property.Property is { IsVirtual: false, IsOverride: false, IsAbstract: false, IsIndexer: false } member &&
            IsOfGetter(member);
    }

    // What was assumed about a value that is not in memory must not count for another one.
    private bool HoldsAlone(IOperation value) => new MemoryFlow(_symbols, _steps).Holds(value);

    private bool IsOurs(ISymbol member) => KnownSymbols.IsSame(member.ContainingAssembly, _symbols.Compilation.Assembly);

    private bool IsOfGetter(IPropertySymbol property) => IsAuto(property)
        ? (property.SetMethod is null || IsPrivate(property.SetMethod)) && IsOfWrites(property)
        : property.GetMethod is { } getter && IsOfResults(getter);

    private bool IsOfCall(IInvocationOperation call) =>
        call.TargetMethod is { Name: "FromResult", ContainingType.Name: "Task" or "ValueTask" }
            ? Holds(call.Arguments[0].Value)
            : InMemory.IsMadeOf(call, HoldsAlone) || (!IsOurs(call.TargetMethod) && MemoryOwner.IsUsed(call, HoldsAlone)) ||
                (call.TargetMethod is { IsVirtual: false, IsOverride: false, IsAbstract: false } method && IsOfResults(method));

    private bool IsOfResults(IMethodSymbol function) =>
        IsOurs(function) && HoldAll(function.OriginalDefinition, [.. FunctionResult.ValuesOf(function, _symbols)]);

    private bool IsOfArguments(IParameterSymbol parameter)
    {
        if (parameter is not { RefKind: RefKind.None or RefKind.In, ContainingSymbol: IMethodSymbol method })
        {
            return false;
        }

        if (method.MethodKind == MethodKind.Constructor)
        {
            return _wrappers.Contains(method.ContainingType);
        }

        return HiddenCalls.Of(method, _symbols) is { } calls && HoldAll(parameter.OriginalDefinition, ArgumentsFor(parameter, calls));
    }

    // The function itself may give the parameter another value.
    private List<IOperation>? ArgumentsFor(IParameterSymbol parameter, IReadOnlyList<IInvocationOperation> calls)
    {
        var bodies = FunctionBodies.Of((IMethodSymbol)parameter.ContainingSymbol.OriginalDefinition, _symbols.Compilation);
        return bodies.SelectMany(static body => body.Descendants()).OfType<IParameterReferenceOperation>()
            .Any(use => use.Parent is IAssignmentOperation assignment && assignment.Target == use && IsSame(use.Parameter, parameter))
            ? null
            : [.. calls.SelectMany(static call => call.Arguments).Where(argument => argument.Parameter?.Ordinal == parameter.Ordinal)
                .Select(static argument => argument.Value)];
    }

    private static bool IsSame(IParameterSymbol one, IParameterSymbol other) =>
        KnownSymbols.IsSame(one.OriginalDefinition, other.OriginalDefinition);

    private static bool IsPrivate(ISymbol member) => member.DeclaredAccessibility == Accessibility.Private;

    private static bool IsAuto(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is PropertyDeclarationSyntax
        {
            ExpressionBody: null,
            AccessorList.Accessors: var accessors,
        } && accessors.All(static accessor => accessor is { Body: null, ExpressionBody: null }));
}
