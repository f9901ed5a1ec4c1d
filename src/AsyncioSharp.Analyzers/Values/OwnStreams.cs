using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>
/// The streams, readers and writers of a compilation that wait for nothing: their objects hold plain data, and their synchronous code
/// calls nothing that could wait.
/// </summary>
internal sealed class OwnStreams
{
    // More than that is hardly a buffer.
    private const int MostFunctions = 100;

    private static readonly ConditionalWeakTable<Compilation, OwnStreams> Cache = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _types = new(SymbolEqualityComparer.Default);
    private readonly Compilation _compilation;

    private OwnStreams(Compilation compilation) => _compilation = compilation;

    public static bool AreInMemory(ITypeSymbol? type, Compilation? compilation) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false, DeclaringSyntaxReferences.IsEmpty: false } own &&
            compilation is not null && InMemory.IsStream(own) && Cache.GetValue(compilation, static c => new OwnStreams(c)).Is(own);

    // Of a project that this one references only the metadata is there when it is built.
    private bool Is(INamedTypeSymbol type) => IsOwn(type) && _types.GetOrAdd(type.OriginalDefinition, HoldsDataOnly);

    private bool HoldsDataOnly(INamedTypeSymbol type)
    {
        var open = new Queue<IMethodSymbol>();
        foreach (var t in type.WithBases())
        {
            if (!IsOwn(t))
            {
                // What a base class of a library holds cannot be seen: a file, a connection, another stream.
                return IsEmptyBase(t) && WaitsForNothing(open);
            }

            if (!StateOf((INamedTypeSymbol)t).All(PlainData.Is))
            {
                return false;
            }

            foreach (var method in t.GetMembers().OfType<IMethodSymbol>().Where(static m => !PlainData.IsAwaitable(m.ReturnType)))
            {
                open.Enqueue(method);
            }
        }

        return false;
    }

    private static bool IsEmptyBase(ITypeSymbol type) =>
        type is { Name: "Stream" or "TextReader" or "TextWriter" } && type.IsIn("System.IO");

    // The parameters of a primary constructor may be used like fields.
    private static IEnumerable<ITypeSymbol> StateOf(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic).Select(static field => field.Type)
            .Concat(type.InstanceConstructors.Where(IsPrimary).SelectMany(static c => c.Parameters).Select(static p => p.Type));

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is TypeDeclarationSyntax);

    private bool WaitsForNothing(Queue<IMethodSymbol> open)
    {
        var seen = new HashSet<ISymbol>(open, SymbolEqualityComparer.Default);
        while (open.Count > 0)
        {
            foreach (var operation in FunctionBodies.Of(open.Dequeue(), _compilation).SelectMany(FunctionBody.WithSelf))
            {
                if (FunctionBody.IsAwait(operation) || (CalledBy(operation) is { } called && !IsHarmless(called, operation)))
                {
                    return false;
                }

                if (CalledBy(operation) is { } helper && IsOwn(helper.ContainingType) && seen.Add(helper.OriginalDefinition))
                {
                    open.Enqueue(helper.OriginalDefinition);
                }
            }

            if (seen.Count > MostFunctions)
            {
                return false;
            }
        }

        return true;
    }

    private static IMethodSymbol? CalledBy(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        IPropertyReferenceOperation property => property.Property.GetMethod ?? property.Property.SetMethod,
        _ => null,
    };

    private bool IsHarmless(IMethodSymbol method, IOperation operation)
    {
        if (IsOwn(method.ContainingType))
        {
            return method is { IsAbstract: false, IsExtern: false };
        }

        // A stream that the caller passes is the caller's own, and the base class only forwards.
        return method.MethodKind != MethodKind.DelegateInvoke &&
            (!PlainData.IsResource(method.ContainingType) || PlainData.NeverWaits(method) || IsOfCaller(operation));
    }

    private static bool IsOfCaller(IOperation operation) => operation is
        IInvocationOperation { Instance: IParameterReferenceOperation or IInstanceReferenceOperation } or
        IPropertyReferenceOperation { Instance: IParameterReferenceOperation or IInstanceReferenceOperation } or
        IObjectCreationOperation { Type.BaseType: null };

    private bool IsOwn(ITypeSymbol? type) => KnownSymbols.IsSame(type?.ContainingAssembly, _compilation.Assembly);
}
