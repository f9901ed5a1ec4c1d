using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>
/// A method that gets a function and the token in the same call, and stops waiting for the function when the token is canceled:
/// <c>WithTimeoutAsync(() => Send(), time, token)</c>. The function needs no token then.
/// </summary>
internal sealed class CancelingRunner
{
    private const int MostCalls = 4;

    private readonly string _token;
    private readonly KnownSymbols _symbols;

    private CancelingRunner(string token, KnownSymbols symbols)
    {
        _token = token;
        _symbols = symbols;
    }

    /// <summary>True if such a method runs the function, or one around it that has no token itself.</summary>
    public static bool Runs(EnclosingFunction function, string token, KnownSymbols symbols) =>
        new CancelingRunner(token, symbols).Runs(function, depth: 0);

    private bool Runs(EnclosingFunction function, int depth)
    {
        for (var current = function; current is { IsNested: true } && depth < MostCalls; current = current.Outer)
        {
            if (current.Symbol.Parameters.Any(parameter => _symbols.IsCancellationToken(parameter.Type)))
            {
                return false;
            }

            var uses = FunctionUse.Of(current).ToList();
            if (uses.Count > 0 && uses.All(use => IsCanceled(use, current, depth)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsCanceled(IOperation use, EnclosingFunction function, int depth) => use switch
    {
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } method } call, Parameter: { } parameter } =>
            call.Arguments.Any(IsToken) && !IsStarter(method) && !OnlyAwaits(method, parameter, depth),
        IInvocationOperation call => TokenCall.IsGivenATokenLater(call, _symbols) ||
            (EnclosingFunction.Of(call, function.ContainingMember) is { } caller && Runs(caller, depth + 1)),
        _ => false,
    };

    private bool IsToken(IArgumentOperation argument)
    {
        if (argument.ArgumentKind == ArgumentKind.DefaultValue || !_symbols.IsCancellationToken(argument.Value.Type))
        {
            return false;
        }

        var origin = ValueOrigin.Of(argument.Value);
        return TaskAliases.Text(argument.Value) == _token || TaskAliases.Text(origin) == _token ||
            (origin is IPropertyReferenceOperation { Property.Name: "Token", Instance: { } source } && IsLinked(ValueOrigin.Of(source)));
    }

    private bool IsLinked(IOperation source) =>
        source is IInvocationOperation { TargetMethod.Name: "CreateLinkedTokenSource" } link &&
        FunctionBody.Of(link).Any(part => _symbols.IsCancellationToken(part.Type) && TaskAliases.Text(part) == _token);

    // Their token only keeps the work from starting.
    private bool IsStarter(IMethodSymbol method) =>
        _symbols.IsTask(method.ContainingType) || _symbols.IsOffLoop(method.ContainingType) || method.ContainingType.Name == "TaskFactory";

    // A loop that tries several times tests the token between two tries, but waits for each of them to its end.
    private bool OnlyAwaits(IMethodSymbol runner, IParameterSymbol parameter, int depth)
    {
        if (depth >= MostCalls || !OwnCode.Contains(runner.OriginalDefinition, _symbols))
        {
            return false;
        }

        var uses = FunctionBodies.Of(runner.OriginalDefinition, _symbols.Compilation)
            .SelectMany(static body => body.DescendantsAndSelf()).OfType<IParameterReferenceOperation>()
            .Where(use => KnownSymbols.IsSame(use.Parameter, parameter.OriginalDefinition)).ToList();
        return uses.Count > 0 && uses.All(use => OnlyAwaits(use, depth + 1));
    }

    private bool OnlyAwaits(IParameterReferenceOperation work, int depth) => work.Parent switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } run when run.Instance == work => IsOnlyAwaited(run),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } next } call, Parameter: { } parameter } =>
            !call.Arguments.Any(a => _symbols.IsCancellationToken(a.Parameter?.Type)) || IsStarter(next) ||
            OnlyAwaits(next, parameter, depth),
        IBinaryOperation or IIsPatternOperation => true,
        _ => false,
    };

    private bool IsOnlyAwaited(IOperation task)
    {
        if (DirectAwait.Of(task) || AwaitedTask.IsReturned(task, _symbols))
        {
            return true;
        }

        return VariableOf(task) is { } variable && task.Root().Descendants().OfType<ILocalReferenceOperation>()
            .Where(use => KnownSymbols.IsSame(use.Local, variable) && use.Parent is not IAssignmentOperation)
            .All(use => DirectAwait.Of(use) || AwaitedTask.IsReturned(use, _symbols));
    }

    private static ILocalSymbol? VariableOf(IOperation task) => task.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation variable } => variable.Local,
        _ => null,
    };
}
