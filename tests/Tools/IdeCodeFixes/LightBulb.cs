using System.Collections;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace IdeCodeFixes;

/// <summary>Drives the IDE's service by reflection: its types are internal.</summary>
internal static class LightBulb
{
    /// <summary>Prints file, id, title of the first action and the scopes of fix-all, separated by tabs, for each offer in each source.</summary>
    internal static async Task ListAsync(string tools, string runtime, string sources, string[] rules)
    {
        MefHostServices host = MefHostServices.Create(
            [.. MefHostServices.DefaultAssemblies, Load(tools, "Microsoft.CodeAnalysis.Features"), Load(tools, "Microsoft.CodeAnalysis.CSharp.Features")]);
        object service = ServiceOf(host, tools);
        MethodInfo stream = service.GetType().GetMethods().Single(
            static m => m.Name == "StreamFixesAsync" && m.GetParameters() is [{ ParameterType.Name: "TextDocument" }, { ParameterType.Name: "TextSpan" }, _, _]);
        foreach (string file in Directory.GetFiles(sources, "*.cs").Order(StringComparer.Ordinal))
        {
            using var workspace = new AdhocWorkspace(host);
            Document document = Open(workspace, file, runtime, rules);
            SourceText text = await document.GetTextAsync();
            object found = stream.Invoke(service, [document, new TextSpan(0, text.Length), null, CancellationToken.None])!;
            await foreach (object collection in (IAsyncEnumerable<object>)found)
            {
                Print(Path.GetFileNameWithoutExtension(file), collection);
            }
        }
    }

    private static void Print(string file, object collection)
    {
        string id = Get<IEnumerable<Diagnostic>>(collection, "Diagnostics").First().Id;
        object fix = Get<IEnumerable>(collection, "Fixes").Cast<object>().First();
        string scopes = string.Join(' ', Get<IEnumerable<FixAllScope>>(collection, "SupportedScopes"));
        Console.WriteLine($"{file}\t{id}\t{Get<CodeAction>(fix, "Action").Title}\t{scopes}");
    }

    private static Document Open(AdhocWorkspace workspace, string file, string runtime, string[] rules)
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> references = Directory.GetFiles(framework, "System*.dll").Append(Path.Combine(framework, "netstandard.dll")).Append(runtime);
        var project = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Sources", "Sources", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(
                file.Contains("AIO405", StringComparison.Ordinal) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary),
            parseOptions: new CSharpParseOptions(LanguageVersion.Preview),
            metadataReferences: references.Select(static path => MetadataReference.CreateFromFile(path)),
            analyzerReferences: rules.Select(static path => new AnalyzerFileReference(path, new Loader())));
        workspace.AddProject(project);
        return workspace.AddDocument(project.Id, Path.GetFileName(file), SourceText.From(File.ReadAllText(file)));
    }

    private static object ServiceOf(MefHostServices host, string tools)
    {
        Type type = Load(tools, "Microsoft.CodeAnalysis.Features").GetType("Microsoft.CodeAnalysis.CodeFixes.ICodeFixService", throwOnError: true)!;
        MethodInfo exports = host.GetType().GetInterfaces().Single(static i => i.Name == "IMefHostExportProvider").GetMethods().Single(
            static m => m.Name == "GetExports" && m.GetGenericArguments().Length == 1);
        object lazy = ((IEnumerable)exports.MakeGenericMethod(type).Invoke(host, null)!).Cast<object>().Single();
        return Get<object>(lazy, "Value");
    }

    // Some are properties, some are fields, and that changes between versions.
    private static T Get<T>(object owner, string member)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        Type type = owner.GetType();
        return (T)(type.GetProperty(member, Any)?.GetValue(owner) ?? type.GetField(member, Any)?.GetValue(owner)
            ?? throw new MissingMemberException(type.FullName, member));
    }

    private static Assembly Load(string tools, string name) => AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(tools, name + ".dll"));

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);
    }
}
