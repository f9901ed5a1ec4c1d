using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>
/// <c>using (token.Register(client.Dispose)) { await client.ReadAsync(); }</c>: the token closes the object that the call waits for, so it
/// cancels the call already.
/// </summary>
internal static class ClosingRegistration
{
    public static bool Cancels(IInvocationOperation call, string token)
    {
        var used = VariablesOf(call.Instance ?? call.Arguments.FirstOrDefault()?.Value);
        return used.Count > 0 && Around(call).Any(registration => IsOf(registration, token) && Closes(registration, used));
    }

    // The registrations that the call runs inside of.
    private static IEnumerable<IInvocationOperation> Around(IOperation operation)
    {
        for (var (node, parent) = (operation, operation.Parent);
            parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation); (node, parent) = (parent, parent.Parent))
        {
            var resources = parent switch
            {
                IUsingOperation statement when node == statement.Body => [statement.Resources],
                IBlockOperation block => block.Operations.TakeWhile(o => o != node).OfType<IUsingDeclarationOperation>(),
                _ => Enumerable.Empty<IOperation>(),
            };
            foreach (var registration in resources.SelectMany(FunctionBody.WithSelf).OfType<IInvocationOperation>())
            {
                yield return registration;
            }
        }
    }

    private static bool IsOf(IInvocationOperation call, string token) =>
        call is { TargetMethod: { Name: "Register" or "UnsafeRegister" } method, Instance: { } source } &&
        method.ContainingType.Name == nameof(CancellationToken) && TaskAliases.Text(source) == token;

    private static bool Closes(IInvocationOperation registration, HashSet<ISymbol> used) =>
        registration.Descendants().Any(part => part switch
        {
            IMethodReferenceOperation { Instance: { } target } group => Ends(group.Method) && VariablesOf(target).Overlaps(used),

            // token.Register(() => x.Close())
            IInvocationOperation { Instance: { } target } call =>
                Ends(call.TargetMethod) && (VariablesOf(target).Overlaps(used) || IsOfState(target, registration, used)),
            _ => false,
        });

    // token.Register(state => ((X)state).Close(), x)
    private static bool IsOfState(IOperation target, IInvocationOperation registration, HashSet<ISymbol> used) =>
        TaskAliases.Core(target) is IParameterReferenceOperation && VariablesOf(registration.Arguments.Last().Value).Overlaps(used);

    private static bool Ends(IMethodSymbol method) => Cleanup.Closes(method) || method.Name == "Cancel";

    private static HashSet<ISymbol> VariablesOf(IOperation? value) => new(
        value is null ? [] : FunctionBody.WithSelf(value).Select(VariableOf).OfType<ISymbol>(), SymbolEqualityComparer.Default);

    private static ISymbol? VariableOf(IOperation part) => part switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } property => property.Property,
        _ => null,
    };
}
