using AsyncioSharp.Analyzers.Tests;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.FixFuzz;

/// <summary>
/// The project of a program. All programs begin as the same project with one more document, so references are read once for all of them.
/// </summary>
internal static class FuzzProject
{
    private static readonly AdhocWorkspace Workspace = new();

    private static readonly Lazy<Task<Project>> Shared = new(CreateAsync);

    public static async Task<Document> OpenAsync(string text) => (await Shared.Value).AddDocument("Test.cs", text, filePath: "/test/Test.cs");

    /// <summary>The program in a project that fixes have changed.</summary>
    public static Document ProgramOf(Project project) => project.Documents.Single(static document => document.Name == "Test.cs");

    /// <summary>The image; null and the errors where it does not compile to the end.</summary>
    public static async Task<(byte[]? Image, string Errors)> EmitAsync(Document program)
    {
        using var stream = new MemoryStream();
        var result = (await program.Project.GetCompilationAsync())!.Emit(stream);
        return result.Success ? (stream.ToArray(), "") : (null, string.Join('\n', result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)));
    }

    private static async Task<Project> CreateAsync()
    {
        var project = FixRun.Open(Workspace, OutputKind.DynamicallyLinkedLibrary, ("Support.cs", SupportSource.Text));

        // What compiles now is shared: the compilation with the program is this one with a tree more.
        await project.GetCompilationAsync();
        return project;
    }
}
