namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>Objects that were given streams in memory, and what these hand out: nothing behind them waits.</summary>
public sealed class MemoryOwnerTests
{
    private const string Head =
        """
        sealed class Box(Stream s)
        {
            public List<Box> All => [];
            public Box Next() => this;
            public void Put(byte[] b) => s.Write(b, 0, 1);
            public async Task PutAsync(byte[] b) => await s.WriteAsync(b, 0, 1);
            public void Add(Stream other) { s.Write([], 0, 0); other.Flush(); }
            public async Task AddAsync(Stream other) { await s.WriteAsync([], 0, 0); await other.FlushAsync(); }
            public void Save(byte[] b) { s.Flush(); using var f = File.Create("a"); f.Write(b, 0, 1); }
            public async Task SaveAsync(byte[] b) { s.Position = 0; await File.WriteAllBytesAsync("a", b); }
            public static Box Read(Stream s) { s.Read([], 0, 0); return new Box(s); }
            public static async Task<Box> ReadAsync(Stream s) { await s.ReadAsync([], 0, 0); return new Box(s); }
            public void Only(Stream other) { other.Write([], 0, 0); }
        }
        static Stream Connect() => null;

        """;

    private const string Zip = "using var z = new System.IO.Compression.ZipArchive(new MemoryStream(b)); ";
    private const string Files = "using var z = new System.IO.Compression.ZipArchive(Connect()); ";

    private static Task AllRulesReport(string lines) => AllRules.Report(
        "using System.IO;\n" + Snippet.Members(Head + "static async Task M(byte[] b, bool x) { await Task.Yield(); " + lines + " }"));

    [Theory]
    [InlineData(Zip + "using var s = z.GetEntry(\"a\").Open(); s.Write(b, 0, 1);")]
    [InlineData(Zip + "using var s = z.Entries[0].Open(); s.Write(b, 0, 1);")]
    [InlineData(Zip + "foreach (var e in z.Entries) { using var s = e.Open(); s.Write(b, 0, 1); }")]
    [InlineData(Zip + "var all = z.Entries.Where(e => e.Length > 0).ToArray(); using var r = new StreamReader(all[0].Open()); Console.WriteLine(r.ReadToEnd());")]
    [InlineData("var m = new MemoryStream(); System.IO.Compression.ZipArchive z = null; z = new(m); await using var s = await z.GetEntry(\"a\").OpenAsync(); s.Write(b, 0, 1);")]
    [InlineData("new Box(new MemoryStream()).Put(b);")]
    [InlineData("var box = new Box(new MemoryStream()); box.Next().All[0].Put(b); box?.Put(b);")]
    [InlineData("Box box; if (x) { box = new Box(new MemoryStream()); } else { box = null; box = Box.Read(new MemoryStream()); } box.Put(b);")]
    [InlineData("var box = await Box.ReadAsync(new MemoryStream()); box.Add(new MemoryStream());")]
    [InlineData("foreach (var box in new Box(new MemoryStream()).All) { box.Put(b); }")]
    [InlineData("var box = Box.Read(new MemoryStream()); box.Only(new MemoryStream());")]
    public Task ObjectOverMemory_IsSilent(string lines) => AllRulesReport(lines);

    [Theory]
    [InlineData(Files + "using var s = {|AIO103:z.GetEntry(\"a\").Open()|}; {|AIO103:s.Write(b, 0, 1)|};")]
    [InlineData("var z = new System.IO.Compression.ZipArchive(new MemoryStream(b)); z = new(Connect()); using var s = {|AIO103:z.GetEntry(\"a\").Open()|}; {|AIO103:s.Write(b, 0, 1)|};")]
    [InlineData("{|AIO103:new Box(Connect()).Put(b)|};")]
    [InlineData("Box box; if (x) { box = new Box(new MemoryStream()); } else { box = new Box(Connect()); } {|AIO103:box.Put(b)|};")]
    [InlineData("var box = {|AIO103:Box.Read(Connect())|}; {|AIO103:box.Add(new MemoryStream())|};")]
    [InlineData("var box = Box.Read(new MemoryStream()); {|AIO103:box.Add(Connect())|};")]
    [InlineData("new Box(new MemoryStream()); {|AIO103:new Box(new MemoryStream()).Save(b)|};")]
    [InlineData("{|AIO106:new Box(new MemoryStream()).Only(File.OpenRead(\"a\"))|};")]
    public Task ObjectOverSomethingElse_IsReported(string lines) => AllRulesReport(lines);
}
