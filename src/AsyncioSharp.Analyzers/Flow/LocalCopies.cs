using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// The local variables that hold a value read by a function: directly, through an <c>out</c> argument of the same call, or copied from
/// another such variable.
/// </summary>
internal sealed class LocalCopies
{
    private readonly HashSet<SyntaxNode> _reads;
    private readonly HashSet<ISymbol> _locals = new(SymbolEqualityComparer.Default);

    public LocalCopies(EnclosingFunction function, IEnumerable<IOperation> reads)
    {
        _reads = [.. reads.Select(static read => read.Syntax)];
        var operations = FunctionBody.Of(function.Operation).ToList();
        for (var count = -1; count != _locals.Count;)
        {
            count = _locals.Count;
            foreach (var operation in operations)
            {
                Follow(operation);
            }
        }
    }

    /// <summary>True if the value comes from the read.</summary>
    public bool AreReadIn(IOperation value) => FunctionBody.WithSelf(value).Any(operation =>
        _reads.Contains(operation.Syntax) || (operation is ILocalReferenceOperation local && _locals.Contains(local.Local)));

    private void Follow(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when AreReadIn(value):
                _locals.Add(declarator.Symbol);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Value: { } value } when AreReadIn(value):
                _locals.Add(target.Local);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } symbol, Parent: IIsPatternOperation { Value: { } value } }
                when AreReadIn(value):
                _locals.Add(symbol);
                break;
            case IInvocationOperation { Instance: { } source } call when AreReadIn(source):
                foreach (var local in call.Arguments.Where(static a => a.Parameter?.RefKind is RefKind.Out or RefKind.Ref)
                    .SelectMany(static a => a.DescendantsAndSelf()).OfType<ILocalReferenceOperation>())
                {
                    _locals.Add(local.Local);
                }

                break;
        }
    }
}
