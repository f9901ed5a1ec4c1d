using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>
/// The <c>LoopHost</c> that code can use: a parameter or local variable of the functions around it, or a member of its object. The
/// innermost level that has any counts.
/// </summary>
internal static class LoopHostInScope
{
    /// <summary>The names at the innermost level; several if the author has to choose, empty if there is none.</summary>
    public static IReadOnlyList<string> Of(EnclosingFunction function, SyntaxNode site, SemanticModel model, KnownSymbols symbols)
    {
        if (symbols.Find("AsyncioSharp.LoopHost") is not { } type)
        {
            return [];
        }

        var scope = new Scope(site, model, type);
        for (var current = function; ; current = current.Outer)
        {
            if (scope.Usable(current.Symbol.Parameters.Concat(scope.LocalsOf(current))) is { Count: > 0 } names)
            {
                return names;
            }

            if (current.Outer is null || current.Symbol.IsStatic)
            {
                return current.IsNested && current.Symbol.IsStatic ? [] : scope.OfObject(current.ContainingMember);
            }
        }
    }

    private sealed class Scope(SyntaxNode site, SemanticModel model, INamedTypeSymbol host)
    {
        private int Position => site.SpanStart;

        public IEnumerable<ISymbol> LocalsOf(EnclosingFunction function) =>
            from node in site.AncestorsAndSelf().TakeWhile(node => node != function.Syntax.Parent)
            from variable in VariablesOf(node)
            where variable.Initializer is not null && variable.Span.End < Position
            select model.GetDeclaredSymbol(variable);

        public IReadOnlyList<string> OfObject(ISymbol member)
        {
            if (member.ContainingType is not { } type)
            {
                return [];
            }

            var members = new List<ISymbol>();
            foreach (var t in type.WithBases())
            {
                members.AddRange(t.GetMembers().Where(m => m.IsStatic || !member.IsStatic));
            }

            var names = Usable(members);
            return names.Count > 0 || member.IsStatic ? names : Usable(type.InstanceConstructors.SelectMany(FreeParametersOf));
        }

        /// <summary>The names of those that hold a host, are not null here, and are what their name means here.</summary>
        public IReadOnlyList<string> Usable(IEnumerable<ISymbol> candidates) =>
            [.. candidates.Where(HoldsHost).Where(IsMeantHere).Select(static symbol => Escaped(symbol.Name)).Distinct()];

        private bool HoldsHost(ISymbol symbol) => symbol switch
        {
            ILocalSymbol { IsRef: false } local => KnownSymbols.Is(local.Type, host),
            IParameterSymbol { RefKind: RefKind.None } parameter => KnownSymbols.Is(parameter.Type, host),
            IFieldSymbol { IsImplicitlyDeclared: false } field => KnownSymbols.Is(field.Type, host),
            IPropertySymbol { GetMethod: not null, Parameters.IsEmpty: true } property => KnownSymbols.Is(property.Type, host),
            _ => false,
        };

        private bool IsMeantHere(ISymbol symbol)
        {
            var name = SyntaxFactory.ParseExpression(Escaped(symbol.Name));
            var bound = model.GetSpeculativeSymbolInfo(Position, name, SpeculativeBindingOption.BindAsExpression).Symbol;
            return KnownSymbols.IsSame(bound?.OriginalDefinition, symbol.OriginalDefinition) &&
                model.GetSpeculativeTypeInfo(Position, name, SpeculativeBindingOption.BindAsExpression)
                    .Nullability.FlowState != NullableFlowState.MaybeNull;
        }

        private static IEnumerable<VariableDeclaratorSyntax> VariablesOf(SyntaxNode node) => node switch
        {
            BlockSyntax block => block.Statements.SelectMany(DeclaredBy),
            SwitchSectionSyntax section => section.Statements.SelectMany(DeclaredBy),
            CompilationUnitSyntax unit =>
                unit.Members.OfType<GlobalStatementSyntax>().SelectMany(static global => DeclaredBy(global.Statement)),
            UsingStatementSyntax { Declaration: { } declaration } => declaration.Variables,
            _ => [],
        };

        private static IEnumerable<VariableDeclaratorSyntax> DeclaredBy(StatementSyntax statement) =>
            statement is LocalDeclarationStatementSyntax { Declaration: { } declaration } ? declaration.Variables : [];

        // A parameter of a primary constructor that initializes something is not captured besides: the compiler warns about both.
        private static IEnumerable<IParameterSymbol> FreeParametersOf(IMethodSymbol constructor)
        {
            var type = constructor.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax())
                .OfType<TypeDeclarationSyntax>().FirstOrDefault();
            return type is null ? [] : constructor.Parameters.Where(parameter => !Initializes(type, parameter));
        }

        private static bool Initializes(TypeDeclarationSyntax type, IParameterSymbol parameter) =>
            type.DescendantNodes(static node => !IsBody(node)).OfType<IdentifierNameSyntax>()
                .Any(name => name.Identifier.ValueText == parameter.Name);

        private static bool IsBody(SyntaxNode node) =>
            node is BaseMethodDeclarationSyntax or AccessorListSyntax or ArrowExpressionClauseSyntax;

        private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
    }
}
