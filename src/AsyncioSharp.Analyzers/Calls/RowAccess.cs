using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// Members of data readers that read the current row. The row is in memory, so overrides and implementations of them do not block.
/// </summary>
internal static class RowAccess
{
    private static readonly HashSet<string> Steps = ["Read", "NextResult", "Close", "Dispose", "GetSchemaTable", "GetEnumerator"];

    public static bool Is(IMethodSymbol method)
    {
        var name = method.AssociatedSymbol?.Name ?? method.Name.Split('.').Last();
        for (var declared = method; declared is not null; declared = declared.OverriddenMethod)
        {
            if (declared.ContainingType is
                {
                    Name: "DbDataReader" or "DbDataRecord",
                    ContainingNamespace: { Name: "Common", ContainingNamespace.Name: "Data" }
                })
            {
                return !Steps.Contains(name);
            }
        }

        return method.ExplicitInterfaceImplementations.Any(static m =>
            m.ContainingType is { Name: "IDataRecord", ContainingNamespace.Name: "Data" });
    }
}
