using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using AsyncioSharp.Analyzers;
using AsyncioSharp.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AsyncioSharp.Samples.Tests.Readme;

/// <summary>A program of the README, as the compiler, the light bulb and the user see it.</summary>
internal sealed class ReadmeProgram
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // What a web application that uses our packages references.
    private static readonly string[] s_referenced =
        ["System.", "Microsoft.AspNetCore.", "Microsoft.Extensions.", "AsyncioSharp.dll", "AsyncioSharp.Hosting.", "AsyncioSharp.AspNetCore."];

    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => s_referenced.Any(prefix => Path.GetFileName(file).StartsWith(prefix, StringComparison.Ordinal)))
            .Append(typeof(object).Assembly.Location)
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    private static readonly ImmutableArray<DiagnosticAnalyzer> s_rules = InstancesIn<DiagnosticAnalyzer>(typeof(BlockingSleepAnalyzer).Assembly);
    private static readonly ImmutableArray<CodeFixProvider> s_fixes = InstancesIn<CodeFixProvider>(typeof(BlockingSleepFix).Assembly);

    private Document _document;

    public ReadmeProgram(string code)
    {
        // CS1998, async without await: the compiler of the SDK does not report it any more, the one that these tests use does.
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)
            .WithSpecificDiagnosticOptions([KeyValuePair.Create("CS1998", ReportDiagnostic.Suppress)]);
        Project project = new AdhocWorkspace()
            .AddProject("Program", LanguageNames.CSharp)
            .WithCompilationOptions(options)
            .WithMetadataReferences(s_references)
            .AddDocument("Usings.cs", ImplicitUsings).Project;
        _document = project.AddDocument("Program.cs", code);
    }

    /// <summary>All ids that rules report.</summary>
    public static IEnumerable<string> RuleIds => s_rules.SelectMany(rule => rule.SupportedDiagnostics).Select(rule => rule.Id);

    /// <summary>The severity of a rule, as the README says it.</summary>
    public static string SeverityOf(string id) =>
        s_rules.SelectMany(rule => rule.SupportedDiagnostics).Single(rule => rule.Id == id).DefaultSeverity.ToString().ToLowerInvariant();

    /// <summary>What a build prints, errors and warnings, in the order of their places.</summary>
    public async Task<string> Build()
    {
        IEnumerable<string> lines = (await Diagnostics()).Select(diagnostic => DiagnosticText(diagnostic) + "\n");
        return string.Concat(lines);
    }

    /// <summary>Where the editor draws a squiggle, and what its light bulb offers there.</summary>
    public async Task<IReadOnlyList<(LinePositionSpan Place, string Id, string Title)>> Squiggles()
    {
        var squiggles = new List<(LinePositionSpan, string, string)>();
        foreach (Diagnostic diagnostic in await Diagnostics())
        {
            CodeFixProvider fix = s_fixes.Single(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id));
            await fix.RegisterCodeFixesAsync(new CodeFixContext(
                _document, diagnostic, (action, _) => squiggles.Add((diagnostic.Location.GetLineSpan().Span, diagnostic.Id, action.Title)), CancellationToken.None));
        }

        return squiggles;
    }

    /// <summary>Applies the first fix of each diagnostic; returns the code.</summary>
    public async Task<string> Fix()
    {
        foreach (CodeFixProvider fix in s_fixes)
        {
            while ((await Diagnostics()).FirstOrDefault(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id)) is { } diagnostic)
            {
                CodeAction? action = null;
                await fix.RegisterCodeFixesAsync(new CodeFixContext(_document, diagnostic, (offered, _) => action ??= offered, CancellationToken.None));
                ApplyChangesOperation change = (await action!.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
                _document = change.ChangedSolution.GetDocument(_document.Id)!;
            }
        }

        return (await _document.GetTextAsync()).ToString();
    }

    /// <summary>Runs it; returns what it prints.</summary>
    public async Task<string> Run()
    {
        using var stream = new MemoryStream();
        Compilation compilation = (await _document.Project.GetCompilationAsync())!;
        Assert.True(compilation.Emit(stream).Success);
        MethodInfo main = Assembly.Load(stream.ToArray()).EntryPoint!;
        return CapturedConsole.During(() => main.Invoke(null, main.GetParameters() is [] ? [] : [Array.Empty<string>()]));
    }

    private async Task<Diagnostic[]> Diagnostics()
    {
        Compilation compilation = (await _document.Project.GetCompilationAsync())!;
        ImmutableArray<Diagnostic> all = await compilation.WithAnalyzers(s_rules).GetAllDiagnosticsAsync();
        return
        [
            .. all.Where(diagnostic => diagnostic is { IsSuppressed: false, Severity: >= DiagnosticSeverity.Warning })
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    private static string DiagnosticText(Diagnostic diagnostic) => new DiagnosticFormatter().Format(diagnostic, CultureInfo.InvariantCulture);

    private static ImmutableArray<T> InstancesIn<T>(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T)))
            .Select(type => (T)Activator.CreateInstance(type)!),
    ];
}
