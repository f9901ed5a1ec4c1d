using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Blocking;

/// <summary>Answers whether a use of a member blocks, and what can be awaited instead.</summary>
internal static class BlockingApis
{
    private const string Each = "*";

    private static readonly Dictionary<string, Dictionary<string, Entry>> Types = Parse();

    // Types for which every member with a counterpart counts.
    private static readonly HashSet<string> WholeTypes =
        [.. Types.Where(static type => type.Value.ContainsKey(Each)).Select(static type => type.Key)];

    private static readonly HashSet<string> Members = [.. Types.Values.SelectMany(static members => members.Keys)];

    /// <summary>True if the table contains a member of this name.</summary>
    public static bool HasName(string member) => Members.Contains(member);

    /// <summary>The same for a call, including members of a type that the table lists as a whole.</summary>
    [MethodImpl(Jit.Optimized)]
    public static bool MayKnow(IMethodSymbol method) =>
        HasName(method.Name) || (method.ContainingType is { } type &&
            (WholeTypes.Contains(type.Name) || (type.BaseType is { } parent && WholeTypes.Contains(parent.Name))));

    /// <summary>The configured or built-in entry for a use of a member; null for the many that have none.</summary>
    [MethodImpl(Jit.Optimized)]
    public static Entry? Find(IOperation use, KnownSymbols symbols)
    {
        var (member, receiver) = use switch
        {
            IInvocationOperation call => (call.TargetMethod, call.Instance?.Type),
            IPropertyReferenceOperation property => (property.Property, property.Instance?.Type),
            IObjectCreationOperation creation => (creation.Constructor, null),
            IMethodReferenceOperation group => (group.Method, group.Instance?.Type),
            _ => ((ISymbol?)null, (ITypeSymbol?)null),
        };
        return member is null ? null
            : symbols.Users.Of(member, receiver, use.Syntax.SyntaxTree) is { } verdict
            ? verdict.IsBlocking ? new Entry(BlockingKind.Listed, "", verdict.Replacement ?? "")
            : null
            : member switch
            {
                IMethodSymbol method => MayKnow(method) && !symbols.IsTask(method.ReturnType) ? Find(method, receiver, symbols) : null,
                IPropertySymbol property => HasName(property.Name) ? Find(property) : null,
                _ => null,
            };
    }

    private static Entry? Find(IMethodSymbol method, ITypeSymbol? receiver, KnownSymbols symbols)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ReducedExtension))
        {
            return null;
        }

        for (var type = method.ReducedFrom?.ContainingType ?? receiver as INamedTypeSymbol ?? method.ContainingType; type is not null;
            type = type.BaseType)
        {
            if (!Types.TryGetValue(type.Name, out var members))
            {
                continue;
            }

            if (members.TryGetValue(method.Name, out var entry) && entry.IsOf(type))
            {
                return IsHidden(method, type, symbols) ? null : entry;
            }

            if (members.TryGetValue(Each, out var each) && each.IsOf(type))
            {
                return new Entry(each.Kind, each.Type, method.Name + "Async");
            }
        }

        return null;
    }

    // Libraries hide members of their base types with more precisely typed ones; new members of the program are unrelated. A referenced
    // project is a library: an IDE has its source, a build has not, and both must report the same.
    private static bool IsHidden(IMethodSymbol method, INamedTypeSymbol type, KnownSymbols symbols)
    {
        var root = method.ReducedFrom ?? method;
        while (root.OverriddenMethod is { } overridden)
        {
            root = overridden;
        }

        return OwnCode.Contains(root, symbols) &&
            !SymbolEqualityComparer.Default.Equals(root.ContainingType.OriginalDefinition, type.OriginalDefinition);
    }

    private static Entry? Find(IPropertySymbol property) =>
        Types.TryGetValue(property.ContainingType.Name, out var members) && members.TryGetValue(property.Name, out var entry) &&
            entry.IsOf(property.ContainingType)
            ? entry
            : null;

    // Keyed by short name first, so that no string is built for all the other types.
    private static Dictionary<string, Dictionary<string, Entry>> Parse()
    {
        var types = new Dictionary<string, Dictionary<string, Entry>>();
        foreach (var row in BlockingTable.Rows.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = row.Split(' ');
            var kind = (BlockingKind)Enum.Parse(typeof(BlockingKind), cells[0]);
            var shortName = cells[1].Substring(cells[1].LastIndexOf('.') + 1).Split('`')[0];
            if (!types.TryGetValue(shortName, out var members))
            {
                types.Add(shortName, members = []);
            }

            foreach (var cell in cells.Skip(2))
            {
                var name = cell.Split('=');
                members[name[0]] = new Entry(kind, cells[1], name.Length > 1 ? name[1] : name[0] + "Async");
            }
        }

        return types;
    }

    internal sealed class Entry(BlockingKind kind, string type, string counterpart)
    {
        public BlockingKind Kind { get; } = kind;

        /// <summary>The full metadata name.</summary>
        public string Type { get; } = type;

        /// <summary>The async counterpart; for a wait, the type that waits on the loop.</summary>
        public string Counterpart { get; } = counterpart;

        /// <summary>Compares the name part by part: nearly every call is tested, so building a string would be too expensive.</summary>
        public bool IsOf(INamedTypeSymbol type)
        {
            var end = Type.Length;
            if (!EndsWith(type.MetadataName, ref end))
            {
                return false;
            }

            for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            {
                if (!EndsWith(space.Name, ref end))
                {
                    return false;
                }
            }

            return end < 0;
        }

        // Moves the end to before the dot.
        private bool EndsWith(string name, ref int end)
        {
            var start = end - name.Length;
            if (start < 0 || string.CompareOrdinal(Type, start, name, 0, name.Length) != 0 || (start > 0 && Type[start - 1] != '.'))
            {
                return false;
            }

            end = start - 1;
            return true;
        }
    }
}
