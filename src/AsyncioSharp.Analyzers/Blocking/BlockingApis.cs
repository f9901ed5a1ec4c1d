using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Blocking;

/// <summary>
/// The members that block their thread, as data: the kind, the type, and its members, where <c>X=Y</c> names the counterpart of X, or what
/// does it on the loop.
/// </summary>
internal static class BlockingApis
{
    private const string Table =
        """
        Counterpart System.IO.Stream Read Write Flush CopyTo ReadExactly ReadAtLeast
        Counterpart System.IO.TextReader Peek=ReadAsync Read ReadBlock ReadLine ReadToEnd
        Counterpart System.IO.StreamReader EndOfStream=ReadLineAsync
        Counterpart System.IO.TextWriter Write WriteLine Flush
        Counterpart System.IO.File ReadAllText ReadAllLines ReadAllBytes ReadLines WriteAllText WriteAllLines WriteAllBytes AppendAllText AppendAllLines AppendAllBytes
        Counterpart System.IO.RandomAccess Read Write
        Counterpart System.IO.Compression.ZipFile CreateFromDirectory ExtractToDirectory Open OpenRead
        Counterpart System.IO.Compression.ZipFileExtensions CreateEntryFromFile ExtractToDirectory ExtractToFile
        Counterpart System.IO.Compression.ZipArchiveEntry Open
        Counterpart System.Formats.Tar.TarFile CreateFromDirectory ExtractToDirectory
        Counterpart System.IO.Pipes.NamedPipeClientStream Connect
        Counterpart System.IO.Pipes.NamedPipeServerStream WaitForConnection
        Counterpart System.Diagnostics.Process WaitForExit
        Counterpart System.Threading.SemaphoreSlim Wait=WaitAsync
        Counterpart System.Net.Dns GetHostEntry GetHostAddresses
        Counterpart System.Net.Http.HttpMessageInvoker Send
        Counterpart System.Net.Http.HttpContent CopyTo ReadAsStream
        Counterpart System.Net.HttpListener GetContext
        Counterpart System.Net.Mail.SmtpClient Send=SendMailAsync
        Counterpart System.Net.NetworkInformation.Ping Send=SendPingAsync
        Counterpart System.Net.WebRequest GetResponse GetRequestStream
        Counterpart System.Net.WebClient DownloadData=DownloadDataTaskAsync DownloadFile=DownloadFileTaskAsync DownloadString=DownloadStringTaskAsync OpenRead=OpenReadTaskAsync OpenWrite=OpenWriteTaskAsync
        Counterpart System.Net.WebClient UploadData=UploadDataTaskAsync UploadFile=UploadFileTaskAsync UploadString=UploadStringTaskAsync UploadValues=UploadValuesTaskAsync
        Counterpart System.Net.Sockets.Socket Accept Connect Disconnect Receive ReceiveFrom ReceiveMessageFrom Send SendFile SendTo
        Counterpart System.Net.Sockets.TcpClient Connect
        Counterpart System.Net.Sockets.TcpListener AcceptSocket AcceptTcpClient
        Counterpart System.Net.Sockets.UdpClient Receive Send
        Counterpart System.Net.Security.SslStream AuthenticateAsClient AuthenticateAsServer
        Counterpart System.Net.Security.NegotiateStream AuthenticateAsClient AuthenticateAsServer
        Counterpart System.Threading.Tasks.Dataflow.DataflowBlock Receive
        ItemsCounterpart System.Threading.Tasks.TaskAsyncEnumerableExtensions ToBlockingEnumerable=WithCancellation
        Counterpart Microsoft.VisualStudio.Threading.JoinableTaskFactory Run
        Counterpart System.Data.Common.DbConnection Open BeginTransaction ChangeDatabase
        Counterpart System.Data.Common.DbCommand ExecuteNonQuery ExecuteReader ExecuteScalar Prepare
        Counterpart System.Data.Common.DbBatch ExecuteNonQuery ExecuteReader ExecuteScalar Prepare
        Counterpart System.Data.Common.DbDataReader Read NextResult
        Counterpart System.Data.Common.DbTransaction Commit Rollback
        Counterpart System.Data.Common.DbDataSource OpenConnection
        Counterpart Microsoft.EntityFrameworkCore.DbContext SaveChanges Find
        Counterpart Microsoft.EntityFrameworkCore.DbSet`1 Find
        Counterpart Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade BeginTransaction CanConnect CommitTransaction EnsureCreated EnsureDeleted RollbackTransaction
        Counterpart Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions ExecuteSql ExecuteSqlInterpolated ExecuteSqlRaw Migrate
        Counterpart Microsoft.EntityFrameworkCore.RelationalQueryableExtensions ExecuteDelete ExecuteUpdate
        Counterpart Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions ExecuteDelete ExecuteUpdate Load
        QueryCounterpart System.Linq.Queryable All Any Average Contains Count ElementAt ElementAtOrDefault First FirstOrDefault Last LastOrDefault LongCount Max Min Single SingleOrDefault Sum
        QueryCounterpart System.Linq.Enumerable ToArray ToDictionary ToHashSet ToList
        StreamCounterpart System.Text.Json.JsonSerializer Serialize Deserialize
        StreamCounterpart System.Text.Json.JsonDocument Parse
        StreamCounterpart System.Text.Json.Nodes.JsonNode Parse
        StreamCounterpart System.Xml.Linq.XDocument Load Save
        StreamCounterpart System.Xml.Linq.XElement Load Save
        StreamCounterpart System.Security.Cryptography.HashAlgorithm ComputeHash
        StreamCounterpart System.Security.Cryptography.MD5 HashData
        StreamCounterpart System.Security.Cryptography.SHA1 HashData
        StreamCounterpart System.Security.Cryptography.SHA256 HashData
        StreamCounterpart System.Security.Cryptography.SHA384 HashData
        StreamCounterpart System.Security.Cryptography.SHA512 HashData
        Wait System.Threading.Thread Join=TaskGroup
        Wait System.Threading.SpinWait SpinUntil=AsyncEvent
        Wait System.Threading.WaitHandle WaitOne=AsyncEvent WaitAll=AsyncEvent WaitAny=AsyncEvent SignalAndWait=AsyncEvent
        Wait System.Threading.ManualResetEventSlim Wait=AsyncEvent
        Wait System.Threading.CountdownEvent Wait=TaskGroup
        Wait System.Threading.Barrier SignalAndWait=AsyncBarrier
        Wait System.Collections.Concurrent.BlockingCollection`1 Add=AsyncQueue Take=AsyncQueue TryAdd=AsyncQueue TryTake=AsyncQueue
        Wait System.Collections.Concurrent.BlockingCollection`1 AddToAny=AsyncQueue TakeFromAny=AsyncQueue TryAddToAny=AsyncQueue TryTakeFromAny=AsyncQueue
        ItemWait System.Collections.Concurrent.BlockingCollection`1 GetConsumingEnumerable=AsyncQueue
        Wait System.Net.Sockets.Socket Poll=ReceiveAsync
        Wait System.Threading.SynchronizationContext Send=Post
        Wait System.Windows.Threading.Dispatcher Invoke=InvokeAsync
        Wait System.Windows.Forms.Control Invoke=InvokeAsync
        ThreadBoundWait System.Threading.Mutex WaitOne=AsyncLock
        ThreadBoundWait System.Threading.Monitor Wait=AsyncCondition
        ThreadBoundWait System.Threading.ReaderWriterLockSlim EnterReadLock=AsyncLock EnterUpgradeableReadLock=AsyncLock EnterWriteLock=AsyncLock
        ThreadBoundWait System.Threading.ReaderWriterLockSlim TryEnterReadLock=AsyncLock TryEnterUpgradeableReadLock=AsyncLock TryEnterWriteLock=AsyncLock
        ThreadBoundWait System.Threading.ReaderWriterLock AcquireReaderLock=AsyncLock AcquireWriterLock=AsyncLock
        Call System.Console Read ReadKey ReadLine
        Call System.GC WaitForPendingFinalizers WaitForFullGCApproach WaitForFullGCComplete
        Call System.Threading.Tasks.Parallel For ForEach Invoke
        Call System.Linq.ParallelEnumerable Aggregate All Any Average Contains Count ElementAt ElementAtOrDefault First FirstOrDefault ForAll Last LastOrDefault LongCount
        Call System.Linq.ParallelEnumerable Max Min SequenceEqual Single SingleOrDefault Sum ToArray ToDictionary ToList ToLookup
        Call System.Net.Sockets.Socket Select
        Call System.Security.Cryptography.X509Certificates.X509Chain Build
        Call Nito.AsyncEx.AsyncContext Run
        Call System.Data.Common.DbDataAdapter Fill
        StreamCall System.Xml.Serialization.XmlSerializer Serialize Deserialize
        StreamCall System.Runtime.Serialization.XmlObjectSerializer ReadObject WriteObject
        StreamCall System.Xml.XmlDocument Load Save
        AddressCall System.Xml.XmlReader Create
        FileCall System.IO.File AppendText Copy Create CreateSymbolicLink CreateText Delete Exists Move Open OpenRead OpenText OpenWrite Replace ResolveLinkTarget
        FileCall System.IO.File GetAttributes GetCreationTime GetCreationTimeUtc GetLastAccessTime GetLastAccessTimeUtc GetLastWriteTime GetLastWriteTimeUtc
        FileCall System.IO.File SetAttributes SetCreationTime SetCreationTimeUtc SetLastAccessTime SetLastAccessTimeUtc SetLastWriteTime SetLastWriteTimeUtc
        FileCall System.IO.Directory CreateDirectory CreateSymbolicLink CreateTempSubdirectory Delete Exists GetDirectories GetFiles GetFileSystemEntries GetLogicalDrives Move
        FileItems System.IO.Directory EnumerateDirectories=GetDirectories EnumerateFiles=GetFiles EnumerateFileSystemEntries=GetFileSystemEntries
        FileCall System.IO.FileInfo AppendText CopyTo Create CreateText Delete Exists Length MoveTo Open OpenRead OpenText OpenWrite Replace
        FileCall System.IO.DirectoryInfo Create CreateSubdirectory Delete Exists GetDirectories GetFiles GetFileSystemInfos MoveTo
        FileItems System.IO.DirectoryInfo EnumerateDirectories=GetDirectories EnumerateFiles=GetFiles EnumerateFileSystemInfos=GetFileSystemInfos
        FileCall System.IO.FileSystemInfo Refresh
        FileCall System.IO.DriveInfo AvailableFreeSpace DriveFormat GetDrives IsReady TotalFreeSpace TotalSize VolumeLabel
        FileCall System.IO.Path Exists GetTempFileName
        """;

    private static readonly Dictionary<string, Dictionary<string, Entry>> Types = Parse();

    private static readonly HashSet<string> Members = [.. Types.Values.SelectMany(static members => members.Keys)];

    /// <summary>Does the table know members of this name?</summary>
    public static bool HasName(string member) => Members.Contains(member);

    /// <summary>
    /// What a user, or else the table, says about a call, a property that is read, or a new object; null for the many that nobody knows.
    /// </summary>
    [MethodImpl(Jit.Optimized)]
    public static Entry? Find(IOperation use, KnownSymbols symbols)
    {
        var (member, receiver) = use switch
        {
            IInvocationOperation call => (call.TargetMethod, call.Instance?.Type),
            IPropertyReferenceOperation property => (property.Property, property.Instance?.Type),
            IObjectCreationOperation creation => (creation.Constructor, null),
            _ => ((ISymbol?)null, (ITypeSymbol?)null),
        };
        return member is null ? null
            : symbols.Users.Of(member, receiver, use.Syntax.SyntaxTree) is { } verdict
            ? verdict.IsBlocking ? new Entry(BlockingKind.Listed, "", verdict.Replacement ?? "")
            : null
            : !HasName(member.Name) ? null
            : member switch { IMethodSymbol method => Find(method, receiver), IPropertySymbol property => Find(property), _ => null };
    }

    private static Entry? Find(IMethodSymbol method, ITypeSymbol? receiver)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ReducedExtension))
        {
            return null;
        }

        for (var type = method.ReducedFrom?.ContainingType ?? receiver as INamedTypeSymbol ?? method.ContainingType; type is not null;
            type = type.BaseType)
        {
            if (Types.TryGetValue(type.Name, out var members) && members.TryGetValue(method.Name, out var entry) && entry.IsOf(type))
            {
                return IsHidden(method, type) ? null : entry;
            }
        }

        return null;
    }

    // Libraries hide members of their base types with better typed ones; new members of source code are something else.
    private static bool IsHidden(IMethodSymbol method, INamedTypeSymbol type)
    {
        var root = method.ReducedFrom ?? method;
        while (root.OverriddenMethod is { } overridden)
        {
            root = overridden;
        }

        return !root.DeclaringSyntaxReferences.IsEmpty &&
            !SymbolEqualityComparer.Default.Equals(root.ContainingType.OriginalDefinition, type.OriginalDefinition);
    }

    private static Entry? Find(IPropertySymbol property) =>
        Types.TryGetValue(property.ContainingType.Name, out var members) && members.TryGetValue(property.Name, out var entry) &&
            entry.IsOf(property.ContainingType)
            ? entry
            : null;

    // By the short name first: it needs no string to be built for all the other types.
    private static Dictionary<string, Dictionary<string, Entry>> Parse()
    {
        var types = new Dictionary<string, Dictionary<string, Entry>>();
        foreach (var row in Table.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = row.Split(' ');
            var kind = (BlockingKind)Enum.Parse(typeof(BlockingKind), cells[0]);
            var shortName = cells[1].Substring(cells[1].LastIndexOf('.') + 1).Split('`')[0];
            if (!types.TryGetValue(shortName, out var members))
            {
                types.Add(shortName, members = []);
            }

            foreach (var cell in cells.Skip(2))
            {
                var name = cell.Split('=');
                members[name[0]] = new Entry(kind, cells[1], name.Length > 1 ? name[1] : name[0] + "Async");
            }
        }

        return types;
    }

    internal sealed class Entry(BlockingKind kind, string type, string counterpart)
    {
        public BlockingKind Kind { get; } = kind;

        /// <summary>Its full name in the metadata.</summary>
        public string Type { get; } = type;

        /// <summary>The async counterpart; for what waits, the type that does it on the loop.</summary>
        public string Counterpart { get; } = counterpart;

        /// <summary>Compares part by part, because nearly every call is asked and no string is worth it.</summary>
        public bool IsOf(INamedTypeSymbol type)
        {
            var end = Type.Length;
            if (!EndsWith(type.MetadataName, ref end))
            {
                return false;
            }

            for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            {
                if (!EndsWith(space.Name, ref end))
                {
                    return false;
                }
            }

            return end < 0;
        }

        // Moves the end to before the dot.
        private bool EndsWith(string name, ref int end)
        {
            var start = end - name.Length;
            if (start < 0 || string.CompareOrdinal(Type, start, name, 0, name.Length) != 0 || (start > 0 && Type[start - 1] != '.'))
            {
                return false;
            }

            end = start - 1;
            return true;
        }
    }
}
