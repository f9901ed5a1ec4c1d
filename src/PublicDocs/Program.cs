using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

// The compiler writes the comments of internal members into the documentation file, too. This takes them out again.
// First argument: the documentation file. Second: a file with one assembly a line, first the documented one, then its references.
string documentation = args[0];
string[] assemblies = File.ReadAllLines(args[1]);

var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, metadataImportOptions: MetadataImportOptions.All);
PortableExecutableReference[] references = [.. assemblies.Select(file => MetadataReference.CreateFromFile(file))];
Compilation compilation = CSharpCompilation.Create("docs", references: references, options: options);

XDocument document = XDocument.Load(documentation, LoadOptions.PreserveWhitespace);
foreach (XElement member in document.Descendants("member").ToArray())
{
    string id = member.Attribute("name")!.Value;
    if (DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is not { } symbol)
    {
        Console.Error.WriteLine($"{documentation} : error PUBLICDOCS: {id} names nothing in {assemblies[0]}.");
        return 1;
    }

    if (!IsVisible(symbol))
    {
        (member.PreviousNode as XText)?.Remove();
        member.Remove();
    }
}

document.Save(documentation, SaveOptions.DisableFormatting);
return 0;

static bool IsVisible(ISymbol symbol)
{
    for (ISymbol? s = symbol; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
    {
        if (s.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
        {
            return false;
        }
    }

    return true;
}
