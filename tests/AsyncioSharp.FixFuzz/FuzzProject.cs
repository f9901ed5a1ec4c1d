using AsyncioSharp.Analyzers.Tests;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.FixFuzz;

/// <summary>
/// The project of a batch. All batches begin as the same project with more documents, so references are read once for all of them.
/// </summary>
internal static class FuzzProject
{
    private static readonly AdhocWorkspace Workspace = new();

    private static readonly Lazy<Task<Project>> Shared = new(CreateAsync);

    /// <summary>A project with a file for each program.</summary>
    public static async Task<Project> OpenAsync(FuzzBatch batch, Form form = Form.Written)
    {
        var project = await Shared.Value;
        foreach (var program in batch.Programs)
        {
            project = project.AddDocument(NameOf(program), program.Text(form), filePath: PathOf(program)).Project;
        }

        return project;
    }

    public static string PathOf(FuzzProgram program) => $"/test/{NameOf(program)}";

    public static async Task<string> TextAsync(Project project, FuzzProgram program) =>
        (await project.Documents.Single(document => document.Name == NameOf(program)).GetTextAsync()).ToString();

    /// <summary>The image; null and the errors where it does not compile to the end.</summary>
    public static async Task<(byte[]? Image, string Errors)> EmitAsync(Project project)
    {
        using var stream = new MemoryStream();
        var result = (await project.GetCompilationAsync())!.Emit(stream);
        return result.Success ? (stream.ToArray(), "") : (null, string.Join('\n', result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)));
    }

    private static string NameOf(FuzzProgram program) => $"{program.Namespace}.cs";

    private static async Task<Project> CreateAsync()
    {
        var project = FixRun.Open(Workspace, OutputKind.DynamicallyLinkedLibrary, ("Support.cs", SupportSource.Text));

        // What compiles now is shared: the compilation with the program is this one with a tree more.
        await project.GetCompilationAsync();
        return project;
    }
}
