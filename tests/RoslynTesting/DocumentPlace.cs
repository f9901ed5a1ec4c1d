namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Where a document is inside its project; also the identity by which documents are compared after a fix.</summary>
internal sealed record DocumentPlace(string Name, string FolderPath)
{
    public IEnumerable<string> Folders => FolderPath.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public static DocumentPlace Of(string path, string projectPrefix)
    {
        var folder = FolderOf(path);
        var projectFolder = FolderOf(projectPrefix);
        var relative = (folder + "/").StartsWith(projectFolder + "/", StringComparison.Ordinal) ? folder[projectFolder.Length..] : folder;
        return new DocumentPlace(path[(path.LastIndexOf('/') + 1)..], relative.Trim('/'));
    }

    public static DocumentPlace Of(TextDocument document) => new(document.Name, string.Join('/', document.Folders));

    public override string ToString() => FolderPath.Length == 0 ? Name : $"{FolderPath}/{Name}";

    private static string FolderOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];
}
