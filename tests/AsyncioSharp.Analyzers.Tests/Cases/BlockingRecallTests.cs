using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>Every line of the catalogue of calls that block, by its number: all rules together report exactly what is said here, in a coroutine and in a plain async method.</summary>
public sealed class BlockingRecallTests
{
    // How many lines are catalogued.
    private const int Last = 99;

    [Theory]
    [InlineData("B01", "AIO101", "Thread.Sleep(100);")]
    [InlineData("B02", "AIO101", "Thread.Sleep(0);")]
    [InlineData("B03", "AIO101", "Thread.Sleep(10);")]
    [InlineData("B04", "AIO102", "t.Wait();")]
    [InlineData("B05", "AIO152", "var done = t.Wait(1000);")]
    [InlineData("B06", "AIO152", "var done = t.Wait(TimeSpan.FromSeconds(1));")]
    [InlineData("B07", "AIO102", "t.Wait(token);")]
    [InlineData("B08", "AIO102", "var value = n.Result;")]
    [InlineData("B09", "AIO102", "var value = v.Result;")]
    [InlineData("B10", "AIO102", "t.GetAwaiter().GetResult();")]
    [InlineData("B11", "AIO102", "t.ConfigureAwait(false).GetAwaiter().GetResult();")]
    [InlineData("B12", "AIO102", "v.AsTask().Wait();")]
    [InlineData("B13", "AIO102", "var value = v.GetAwaiter().GetResult();")]
    [InlineData("B14", "AIO102", "Task.WaitAll(t, n);")]
    [InlineData("B15", "AIO102", "Task.WaitAny(t, n);")]
    [InlineData("B16", "AIO152", "var done = Task.WaitAll(new[] { t, n }, 100);")]
    [InlineData("B17", "AIO102", "t?.Wait();")]
    [InlineData("B18", "AIO102", "var value = n?.Result;")]
    public Task SleepsAndTasks(string number, string id, string line) => Reports(number, id, line);

    [Theory]
    [InlineData("B19", "AIO104", "((IAsyncResult)t).AsyncWaitHandle.WaitOne();")]
    [InlineData("B21", "AIO104", "new ManualResetEvent(false).WaitOne();")]
    [InlineData("B22", "AIO104", "WaitHandle.WaitAll(new WaitHandle[] { new AutoResetEvent(false) });")]
    [InlineData("B23", "AIO104", "new ManualResetEventSlim().Wait();")]
    [InlineData("B24", "AIO104", "new CountdownEvent(1).Wait();")]
    [InlineData("B25", "AIO104", "new Barrier(2).SignalAndWait();")]
    [InlineData("B29", "AIO154", "new ReaderWriterLockSlim().EnterWriteLock();")]
    [InlineData("B30", "AIO154", "new Mutex().WaitOne();")]
    [InlineData("B31", "AIO103", "new SemaphoreSlim(1).Wait();")]
    [InlineData("B34", "AIO104", "var value = many.Take();")]
    [InlineData("B35", "AIO104", "new BlockingCollection<int>(boundedCapacity: 1).Add(1);")]
    [InlineData("B36", "AIO154", "foreach (var value in many.GetConsumingEnumerable()) { }")]
    [InlineData("B47", "AIO153", "var isEnd = reader.EndOfStream;")]
    [InlineData("B78", "AIO104", "new Thread(() => { }).Join();")]
    [InlineData("B85", "AIO103", "foreach (var value in source.ToBlockingEnumerable()) { }")]
    [InlineData("B86", "AIO104", "SpinWait.SpinUntil(() => t.IsCompleted);")]
    [InlineData("B87", "AIO154", "while (!t.IsCompleted) { }")]
    [InlineData("B97", "AIO154", "var count = stream.EndRead(stream.BeginRead(bytes, 0, 1, null, null));")]
    public Task WaitsForThreads(string number, string id, string line) => Reports(number, id, line);

    [Theory]
    [InlineData("B37", "AIO103", "process.WaitForExit();")]
    [InlineData("B38", "AIO103", "var text = process.StandardOutput.ReadToEnd();")]
    [InlineData("B39", "AIO103", "var count = stream.Read(bytes, 0, 1);")]
    [InlineData("B40", "AIO103", "stream.Write(bytes, 0, 1);")]
    [InlineData("B41", "AIO103", "stream.Flush();")]
    [InlineData("B42", "AIO103", "stream.CopyTo(stream);")]
    [InlineData("B44", "AIO103", "var text = reader.ReadLine();")]
    [InlineData("B45", "AIO103", "var text = reader.ReadToEnd();")]
    [InlineData("B48", "AIO103", "writer.WriteLine(\"a\");")]
    [InlineData("B49", "AIO153", "writer.WriteLine(1);")]
    [InlineData("B50", "AIO103", "var text = File.ReadAllText(\"a\");")]
    [InlineData("B51", "AIO103", "File.WriteAllText(\"a\", \"b\");")]
    [InlineData("B54", "AIO103", "foreach (var text in File.ReadLines(\"a\")) { }")]
    [InlineData("B88", "AIO103", "ZipFile.ExtractToDirectory(\"a\", \"b\");")]
    [InlineData("B89", "AIO107", "using (var file = new FileStream(\"a\", FileMode.Open)) { }")]
    [InlineData("B94", "AIO103", "new MemoryStream(bytes).CopyTo(stream);")]
    public Task Files(string number, string id, string line) => Reports(number, id, line);

    [Theory]
    [InlineData("B56", "AIO103", "var answer = new HttpClient().Send(new HttpRequestMessage());")]
    [InlineData("B57", "AIO103", "var text = new WebClient().DownloadString(\"a\");")]
    [InlineData("B58", "AIO103", "var answer = WebRequest.Create(\"a\").GetResponse();")]
    [InlineData("B59", "AIO103", "var entry = Dns.GetHostEntry(\"a\");")]
    [InlineData("B60", "AIO103", "socket.Connect(\"a\", 1);")]
    [InlineData("B61", "AIO103", "var count = socket.Receive(bytes);")]
    [InlineData("B62", "AIO103", "new TcpClient().Connect(\"a\", 1);")]
    [InlineData("B63", "AIO103", "connection.Open();")]
    [InlineData("B64", "AIO103", "var value = command.ExecuteScalar();")]
    [InlineData("B65", "AIO103", "var more = rows.Read();")]
    [InlineData("B67", "AIO103", "var value = JsonSerializer.Deserialize<int>(stream);")]
    [InlineData("B70", "AIO103", "var document = XDocument.Load(stream);")]
    [InlineData("B81", "AIO103", "var reply = new Ping().Send(\"a\");")]
    [InlineData("B82", "AIO103", "new SmtpClient().Send(new MailMessage());")]
    public Task NetworksAndDatabases(string number, string id, string line) => Reports(number, id, line);

    [Theory]
    [InlineData("B52", "AIO105", "File.Copy(\"a\", \"b\");")]
    [InlineData("B53", "AIO105", "var exists = File.Exists(\"a\");")]
    [InlineData("B55", "AIO155", "foreach (var file in Directory.EnumerateFiles(\"a\")) { }")]
    [InlineData("B69", "AIO105", "var value = serializer.Deserialize(stream);")]
    [InlineData("B72", "AIO105", "var text = Console.ReadLine();")]
    [InlineData("B75", "AIO105", "var text = Console.In.ReadLine();")]
    [InlineData("B76", "AIO105", "Parallel.ForEach(bytes, b => { });")]
    [InlineData("B77", "AIO105", "var all = bytes.AsParallel().Select(b => b + 1).ToArray();")]
    [InlineData("B95", "AIO105", "GC.WaitForPendingFinalizers();")]
    public Task CallsWithoutACounterpart(string number, string id, string line) => Reports(number, id, line);

    [Theory]
    [InlineData("B26", "Monitor.Enter(gate); Monitor.Exit(gate);")]
    [InlineData("B27", "lock (gate) { }")]
    [InlineData("B28", "using (new Lock().EnterScope()) { }")]
    [InlineData("B32", "var entered = new SemaphoreSlim(1).Wait(0);")]
    [InlineData("B33", "var entered = new SemaphoreSlim(1).Wait(TimeSpan.Zero);")]
    [InlineData("B66", "var isNull = rows.IsDBNull(0);")]
    [InlineData("B68", "var text = JsonSerializer.Serialize(1);")]
    [InlineData("B71", "var more = xml.Read();")]
    [InlineData("B73", "Console.WriteLine(1);")]
    [InlineData("B74", "Console.Out.WriteLine(\"a\");")]
    [InlineData("B79", "timer.Dispose(new ManualResetEvent(false));")]
    [InlineData("B80", "timer.Dispose();")]
    [InlineData("B83", "new CancellationTokenSource().Cancel();")]
    [InlineData("B84", "token.Register(() => { }).Dispose();")]
    [InlineData("B90", "using (var memory = new MemoryStream()) { }")]
    [InlineData("B91", "var count = new MemoryStream(bytes).Read(bytes, 0, 1);")]
    [InlineData("B92", "var text = new StringReader(\"a\").ReadLine();")]
    [InlineData("B93", "new StringWriter().Write(\"a\");")]
    [InlineData("B96", "Process.Start(\"a\");")]
    [InlineData("B98", "var isSet = new ManualResetEvent(false).WaitOne(0);")]
    [InlineData("B99", "var entered = Monitor.TryEnter(gate);")]
    public Task Silent(string number, string line) => Reports(number, null, line);

    // They run here or wait for what is nearly always there; nobody would move them to a thread.
    [Theory]
    [InlineData("B20", "new Task(() => { }).RunSynchronously();")]
    [InlineData("B43", "var value = stream.ReadByte();")]
    public Task DeliberatelySilent(string number, string line) => Reports(number, null, line);

    [Theory]
    [InlineData("B46", "AIO153", "var value = reader.Read();")]
    public Task WithoutACounterpartOfTheSameShape(string number, string id, string line) => Reports(number, id, line);

    [Fact]
    public void EveryLineHasItsCase()
    {
        var numbers = typeof(BlockingRecallTests).GetMethods().SelectMany(m => m.GetCustomAttributes<InlineDataAttribute>().Select(a => (string)a.Data[0]!));
        Assert.Equal(Enumerable.Range(1, Last).Select(n => $"B{n:00}"), numbers.Order());
    }

    private static async Task Reports(string number, string? id, string line)
    {
        var diagnostics = await RuleCatalog.AnalyzeAsync(In(line), config: Config);
        var ids = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error || d.Id.StartsWith("AIO", StringComparison.Ordinal)).Select(d => $"{number} {d.Id}");
        Assert.Equal(id is null ? [] : [$"{number} {id}", $"{number} {id}"], ids);
    }

    // The file family is off unless somebody asks for it.
    private static ImmutableDictionary<string, string> Config { get; } = ImmutableDictionary<string, string>.Empty.Add("asyncio.file_metadata", "true");

    private static string In(string line) =>
        $$"""
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Data.Common;
        using System.Diagnostics;
        using System.IO;
        using System.IO.Compression;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Net.Mail;
        using System.Net.NetworkInformation;
        using System.Net.Sockets;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Tasks;
        using System.Xml;
        using System.Xml.Linq;
        using System.Xml.Serialization;
        using AsyncioSharp;

        class C(object gate, Task t, Task<int> n, ValueTask<int> v, BlockingCollection<int> many, IAsyncEnumerable<int> source, CancellationToken token, System.Threading.Timer timer,
            Stream stream, TextWriter writer, StreamReader reader, byte[] bytes, Process process, Socket socket, DbConnection connection, DbCommand command, DbDataReader rows,
            XmlReader xml, XmlSerializer serializer)
        {
            async Coroutine InACoroutine()
            {
                {{line}}
                await Task.Yield();
            }

            async Task InATask()
            {
                {{line}}
                await Task.Yield();
            }
        }
        """;
}
