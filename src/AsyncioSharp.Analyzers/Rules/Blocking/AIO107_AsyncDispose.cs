using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Types that do real work when disposed, which <c>DisposeAsync</c> does without blocking. Most other types only forward the call to
/// Dispose.
/// </summary>
internal static class AsyncDispose
{
    private static readonly HashSet<string> Types =
    [
        "System.IO.FileStream", "System.IO.BufferedStream", "System.IO.StreamWriter", "System.IO.BinaryWriter",
        "System.Text.Json.Utf8JsonWriter",
        "Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction",
    ];

    // Only their providers know how to do that: what these inherit calls Dispose.
    private static readonly HashSet<string> Bases =
        ["System.Data.Common.DbDataReader", "System.Data.Common.DbTransaction"];

    // An archive writes its directory when disposed, unless it is only read.
    private const string Archive = "System.IO.Compression.ZipArchive";

    // These write their remaining data when disposed, if they write at all.
    private static readonly HashSet<string> Encoders =
    [
        "System.IO.Compression.BrotliStream", "System.IO.Compression.DeflateStream", "System.IO.Compression.GZipStream",
        "System.IO.Compression.ZLibStream",
        "System.Security.Cryptography.CryptoStream",
    ];

    /// <summary>The type that is disposed, if that does work; the value may be of a more specific type than its variable.</summary>
    /// <param name="type">The type of the variable, or of the resource if there is no variable.</param>
    /// <param name="value">The disposed value.</param>
    public static ITypeSymbol? TypeOf(ITypeSymbol? type, IOperation? value)
    {
        if (type is null || !CanBeAwaited(type))
        {
            return null;
        }

        return IsWorthwhile(type, value) ? type : value is null ? null : OriginOf(ValueOrigin.Of(value));
    }

    // In each of several possible values there is something to wait for.
    private static ITypeSymbol? OriginOf(IOperation value) => value switch
    {
        IConditionalOperation { WhenFalse: { } other } choice =>
            OriginOf(ValueOrigin.Of(other)) is null ? null : OriginOf(ValueOrigin.Of(choice.WhenTrue)),
        IObjectCreationOperation or IInvocationOperation => IsWorthwhile(value.Type, value) ? value.Type : null,
        _ => null,
    };

    /// <summary>True if the type has a <c>DisposeAsync</c>.</summary>
    public static bool CanBeAwaited(ITypeSymbol type) => type.AllInterfaces.Append(type).Any(static i =>
        i is { Name: "IAsyncDisposable", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } });

    /// <summary>True for the connections of databases, which go back to their pool: that sends nothing, and waits for nothing.</summary>
    public static bool IsPooled(ITypeSymbol? type)
    {
        foreach (var t in type.WithBases())
        {
            if (t.Name == "DbConnection" && t.IsIn("System.Data.Common"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWorthwhile(ITypeSymbol? type, IOperation? value)
    {
        if (type is null || !CanBeAwaited(type) || IsPooled(type) || IsQuicklyDisposed(value, depth: 0))
        {
            return false;
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            return IsListed(type, value);
        }

        foreach (var t in type.WithBases())
        {
            if (OwnMethod(t) is { } method)
            {
                return !method.IsAbstract && (method.DeclaringSyntaxReferences.IsEmpty
                    ? IsListed(type, value)
                    : DoesMore(method) && !KeptOpen.Is(method, value));
            }
        }

        return false;
    }

    /// <summary>True if everything that a <c>using</c> disposes also has a <c>DisposeAsync</c>.</summary>
    public static bool CanBeAwaited(IOperation statement) =>
        TypesOf(statement) is { Count: > 0 } types && types.All(CanBeAwaited);

    /// <summary>True if code of this compilation blocks when it is disposed.</summary>
    public static bool Blocks(IOperation statement, KnownSymbols symbols)
    {
        var graph = CallGraph.Of(symbols);
        return graph.EdgesOf(statement).Any(edge => graph.Blocking.From(edge) is not null);
    }

    private static List<ITypeSymbol> TypesOf(IOperation statement)
    {
        var resources = statement switch
        {
            IUsingOperation { Resources: { } given } => given,
            IUsingDeclarationOperation declaration => declaration.DeclarationGroup,
            _ => null,
        };
        return resources is IVariableDeclarationGroupOperation group
            ? [.. group.Declarations.SelectMany(static d => d.Declarators).Select(static d => d.Symbol.Type)]
            : resources?.Type is { } only ? [only] : [];
    }

    // Neither a buffer nor a file that is only read has anything left to write, nor has what was made of them.
    private static bool IsQuicklyDisposed(IOperation? value, int depth)
    {
        var origin = value is null ? null : ValueOrigin.Of(value);
        return depth < 6 && origin is not null && (InMemory.IsKnown(origin) || IsOnlyRead(origin) ||
            InMemory.IsMadeOf(origin, part => IsQuicklyDisposed(part, depth + 1)));
    }

    private static bool IsOnlyRead(IOperation value) => value switch
    {
        IInvocationOperation { TargetMethod: { ContainingType: { Name: "File" or "FileInfo" } file } method } open when file.IsIn("System.IO") =>
            method.Name == "OpenRead" || (method.Name == "Open" && open.Arguments.Any(IsReadAccess)),
        IObjectCreationOperation { Type: { Name: "FileStream", ContainingNamespace.Name: "IO" } } file => file.Arguments.Any(IsReadAccess),
        _ => false,
    };

    private static bool IsReadAccess(IArgumentOperation argument) =>
        argument.Value is IFieldReferenceOperation { Field: { Name: "Read", ContainingType.Name: "FileAccess" } };

    private static IMethodSymbol? OwnMethod(ITypeSymbol type) =>
        type.GetMembers("DisposeAsync").Concat(type.GetMembers("System.IAsyncDisposable.DisposeAsync")).OfType<IMethodSymbol>()
            .FirstOrDefault(m => m.Parameters.IsEmpty);

    private static bool IsListed(ITypeSymbol? type, IOperation? value)
    {
        var isOverridden = false;
        foreach (var t in type.WithBases())
        {
            var name = $"{t.ContainingNamespace}.{t.MetadataName}";
            if (Types.Contains(name) || (Encoders.Contains(name) && Encodes(value)) || (name == Archive && IsWritten(value)))
            {
                return true;
            }

            // A variable of the base class may hold any provider.
            if (Bases.Contains(name))
            {
                return KnownSymbols.IsSame(type, t) || isOverridden;
            }

            isOverridden |= OwnMethod(t) is not null;
        }

        return false;
    }

    private static bool IsWritten(IOperation? archive)
    {
        var arguments = archive is null ? [] : ValueOrigin.Of(archive) switch
        {
            IObjectCreationOperation creation => creation.Arguments,
            IInvocationOperation { TargetMethod.ContainingType.Name: "ZipFile" } call => call.Arguments,
            _ => [],
        };
        return arguments.Any(static a =>
            a.Value is IFieldReferenceOperation { Field: { Name: "Create" or "Update", ContainingType.Name: "ZipArchiveMode" } });
    }

    private static bool Encodes(IOperation? value)
    {
        return value?.WithoutConversions() is IObjectCreationOperation creation && creation.Arguments.Any(a => a.Value is
            IFieldReferenceOperation { Field: { Name: "Compress" or "Write", ContainingType.TypeKind: TypeKind.Enum } } or
            { Type: { Name: "CompressionLevel" or "ZLibCompressionOptions" or "BrotliCompressionOptions" } });
    }

    // ValueTask DisposeAsync() { Dispose(); return default; } has no benefit.
    private static bool DoesMore(IMethodSymbol method) =>
        method.IsAsync ||
            method.DeclaringSyntaxReferences.SelectMany(reference => AsyncFunctionSyntax.Results(reference.GetSyntax()))
                .Any(result => result is InvocationExpressionSyntax);
}
