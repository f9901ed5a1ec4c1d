using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>The source files of one of our projects, parsed and bound, for tests about the code itself.</summary>
internal sealed class ProjectSources
{
    // What the SDK adds to each project (ImplicitUsings).
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // Friends are named with their key.
    private static readonly ImmutableArray<byte> PublicKey = [.. typeof(ProjectSources).Assembly.GetName().GetPublicKey()!];

    private readonly string _root;
    private readonly CSharpCompilation _compilation;

    private ProjectSources(string root, CSharpCompilation compilation)
    {
        _root = root;
        _compilation = compilation;
    }

    /// <summary>The files of the project; what it generates is not among them.</summary>
    public IEnumerable<SyntaxTree> Files => _compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0);

    /// <summary>The files, bound.</summary>
    public IEnumerable<SemanticModel> Models => Files.Select(file => _compilation.GetSemanticModel(file));

    /// <summary>What does not compile here: a test that binds broken code would see nothing.</summary>
    public IEnumerable<string> Errors =>
        from diagnostic in _compilation.GetDiagnostics()
        where diagnostic.Severity == DiagnosticSeverity.Error
        select diagnostic.ToString();

    /// <param name="project">The folder of the project below <c>src</c>.</param>
    public static ProjectSources Of(string project)
    {
        var root = Path.Combine(RuleCatalog.Root, "src", project);
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var files = Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, Path.GetRelativePath(root, file).Replace('\\', '/')))
            .Select(WithoutGenerator)
            .Append(CSharpSyntaxTree.ParseText(ImplicitUsings, options));

        // Everything that the tests run with, but not the project itself.
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != project)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            project, files, references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true,
                publicSign: true, cryptoPublicKey: PublicKey));
        return new ProjectSources(root, compilation);
    }

    // No generator runs here. A partial method that one writes is a method from outside, so that its calls are calls.
    private static SyntaxTree WithoutGenerator(SyntaxTree tree)
    {
        var root = tree.GetRoot();
        var generated = root.DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(static m => m is { Body: null, ExpressionBody: null, AttributeLists.Count: > 0 }).SelectMany(static m => m.Modifiers)
            .Where(static modifier => modifier.IsKind(SyntaxKind.PartialKeyword));
        return tree.WithRootAndOptions(
            root.ReplaceTokens(generated, static (old, _) => SyntaxFactory.Token(SyntaxKind.ExternKeyword).WithTriviaFrom(old)), tree.Options);
    }

    /// <summary>The folder of a file, relative to the project.</summary>
    public static string FolderOf(SyntaxTree file) => Path.GetDirectoryName(file.FilePath)!.Replace('\\', '/');

    /// <summary>The types of this project that a file names, directly or by one of their members.</summary>
    public IEnumerable<INamedTypeSymbol> TypesNamedIn(SyntaxTree file)
    {
        var model = _compilation.GetSemanticModel(file);
        return file.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
            .Select(name => TypeOf(model.GetSymbolInfo(name).Symbol))
            .OfType<INamedTypeSymbol>()
            .Where(type => type.Locations[0].SourceTree is { FilePath.Length: > 0 })
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);
    }

    private static INamedTypeSymbol? TypeOf(ISymbol? symbol)
    {
        var type = symbol switch
        {
            null or INamespaceSymbol or ILocalSymbol or IParameterSymbol or IRangeVariableSymbol => null,
            INamedTypeSymbol named => named,
            _ => symbol.ContainingType,
        };
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type?.OriginalDefinition;
    }
}
