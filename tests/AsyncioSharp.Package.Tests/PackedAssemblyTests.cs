using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace AsyncioSharp.Package.Tests;

/// <summary>What the packed assemblies, their symbols and their documentation tell.</summary>
public sealed class PackedAssemblyTests(PackageFeed feed)
{
    private const string Runtime = "lib/net10.0/AsyncioSharp";

    // The kind of debug information that holds a source file.
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private static readonly string[] s_rules = ["analyzers/dotnet/cs/AsyncioSharp.Analyzers.dll", "analyzers/dotnet/cs/AsyncioSharp.CodeFixes.dll"];

    [Fact]
    public void Assemblies_AreDeterministic_AndHaveOneStrongName()
    {
        string[] keys =
        [
            .. Assemblies().Select(static assembly =>
            {
                Assert.Contains(assembly.ReadDebugDirectory(), static item => item.Type == DebugDirectoryEntryType.Reproducible);
                Assert.True(assembly.PEHeaders.CorHeader!.Flags.HasFlag(CorFlags.StrongNameSigned));
                MetadataReader reader = assembly.GetMetadataReader();
                return Convert.ToHexString(reader.GetBlobBytes(reader.GetAssemblyDefinition().PublicKey));
            }),
        ];
        Assert.NotEmpty(Assert.Single(keys.Distinct()));
    }

    [Fact]
    public void Symbols_HoldTheSources_UnderPathsOfNoMachine()
    {
        MetadataReaderProvider[] all =
        [
            MetadataReaderProvider.FromPortablePdbStream(Content(feed.Symbols, Runtime + ".pdb")),
            .. feed.HostPackages.Select(static host => MetadataReaderProvider.FromPortablePdbStream(Content(host.Symbols, $"lib/net10.0/{host.Name}.pdb"))),
            .. s_rules.Select(name => Embedded(Content(feed.RulesPackage, name))),
        ];
        foreach (MetadataReader reader in all.Select(static provider => provider.GetMetadataReader()))
        {
            Assert.NotEmpty(reader.Documents);
            foreach (DocumentHandle document in reader.Documents)
            {
                Assert.StartsWith("/_/", reader.GetString(reader.GetDocument(document).Name).Replace('\\', '/'), StringComparison.Ordinal);
                Assert.Contains(reader.GetCustomDebugInformation(document), item => reader.GetGuid(reader.GetCustomDebugInformation(item).Kind) == s_embeddedSource);
            }
        }
    }

    [Fact]
    public void NoFile_NamesAFolderOfTheBuildMachine()
    {
        string[] folders = [PackageFeed.RepositoryRoot.Replace("tests/AsyncioSharp.Package.Tests/../..", "", StringComparison.Ordinal), feed.Artifacts];
        MemoryStream[] files = [Content(feed.Package, Runtime + ".xml"), .. AssemblyFiles()];
        foreach (MemoryStream file in files)
        {
            Assert.All(folders, folder => Assert.Equal(-1, file.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(folder.Trim('/', '\\')))));
        }
    }

    [Fact]
    public void Documentation_IsAboutPublicMembersOnly()
    {
        using var pe = new PEReader(Content(feed.Package, Runtime + ".dll"));
        HashSet<string> visible = PublicNames(pe.GetMetadataReader());
        string[] documented = [.. XDocument.Load(Content(feed.Package, Runtime + ".xml")).Descendants("member").Select(static member => Name(member.Attribute("name")!.Value))];
        Assert.Contains("AsyncioSharp.Asyncio.Run", documented);
        Assert.Empty(documented.Except(visible));
    }

    private IEnumerable<PEReader> Assemblies() => AssemblyFiles().Select(static file => new PEReader(file));

    private IEnumerable<MemoryStream> AssemblyFiles() =>
    [
        Content(feed.Package, Runtime + ".dll"),
        .. feed.HostPackages.Select(static host => Content(host.Package, $"lib/net10.0/{host.Name}.dll")),
        .. s_rules.Select(name => Content(feed.RulesPackage, name)),
    ];

    private static MetadataReaderProvider Embedded(Stream assembly)
    {
        var reader = new PEReader(assembly);
        return reader.ReadEmbeddedPortablePdbDebugDirectoryData(reader.ReadDebugDirectory().Single(static item => item.Type == DebugDirectoryEntryType.EmbeddedPortablePdb));
    }

    // M:N.Type.Member``1(System.Int32)~Result is N.Type.Member.
    private static string Name(string id) => id[2..].Split('(', '~')[0].Split("``")[0].Replace('#', '.');

    private static HashSet<string> PublicNames(MetadataReader reader)
    {
        var names = new HashSet<string>();
        foreach (TypeDefinition type in reader.TypeDefinitions.Select(reader.GetTypeDefinition).Where(type => IsPublic(reader, type)))
        {
            string name = FullName(reader, type);
            names.Add(name);
            names.UnionWith(type.GetMethods().Select(reader.GetMethodDefinition).Where(static m => IsPublic(m.Attributes)).Select(m => $"{name}.{Member(reader.GetString(m.Name))}"));
            names.UnionWith(type.GetFields().Select(reader.GetFieldDefinition).Where(static f => IsPublic((MethodAttributes)f.Attributes)).Select(f => $"{name}.{reader.GetString(f.Name)}"));
        }

        return names;
    }

    // Of a constructor the id says #ctor; of a property and an event the name stands behind that of its accessor.
    private static string Member(string name)
    {
        string[] accessors = ["get_", "set_", "add_", "remove_"];
        return accessors.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } found ? name[found.Length..] : name;
    }

    private static bool IsPublic(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static bool IsPublic(MetadataReader reader, TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem => IsPublic(reader, reader.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };

    private static string FullName(MetadataReader reader, TypeDefinition type)
    {
        TypeDefinitionHandle outer = type.GetDeclaringType();
        string space = outer.IsNil ? reader.GetString(type.Namespace) : FullName(reader, reader.GetTypeDefinition(outer));
        return $"{space}.{reader.GetString(type.Name)}";
    }

    private static MemoryStream Content(string path, string name)
    {
        using ZipArchive package = ZipFile.OpenRead(path);
        using Stream stream = package.GetEntry(name)!.Open();
        var content = new MemoryStream();
        stream.CopyTo(content);
        content.Position = 0;
        return content;
    }
}
