namespace AsyncioSharp.Analyzers.Blocking;

/// <summary>
/// The members that block their thread, as data: the kind, the type, and its members. <c>X=Y</c> names the counterpart of X, or its
/// replacement on the loop. A <c>*</c> stands for every member that has a counterpart with <c>Async</c>.
/// </summary>
internal static class BlockingTable
{
    public const string Rows =
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
        Counterpart Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction Commit Rollback
        Counterpart Microsoft.EntityFrameworkCore.DbSet`1 Find
        Counterpart Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade BeginTransaction CanConnect CommitTransaction EnsureCreated EnsureDeleted RollbackTransaction
        Counterpart Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions ExecuteSql ExecuteSqlInterpolated ExecuteSqlRaw Migrate
        Counterpart Microsoft.EntityFrameworkCore.RelationalQueryableExtensions ExecuteDelete ExecuteUpdate
        Counterpart Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions ExecuteDelete ExecuteUpdate Load
        QueryCounterpart System.Linq.Queryable All Any Average Contains Count ElementAt ElementAtOrDefault First FirstOrDefault Last LastOrDefault LongCount Max Min Single SingleOrDefault Sum
        QueryCounterpart System.Linq.Enumerable ToArray ToDictionary ToHashSet ToList
        Counterpart Dapper.SqlMapper Execute ExecuteReader ExecuteScalar Query QueryFirst QueryFirstOrDefault QueryMultiple QuerySingle QuerySingleOrDefault
        Counterpart Dapper.GridReader Read ReadFirst ReadFirstOrDefault ReadSingle ReadSingleOrDefault
        Counterpart Npgsql.NpgsqlConnection BeginBinaryExport BeginBinaryImport BeginRawBinaryCopy BeginTextExport BeginTextImport
        Counterpart Npgsql.NpgsqlBinaryImporter Close Complete StartRow Write WriteNull WriteRow
        Counterpart Npgsql.NpgsqlBinaryExporter Read Skip StartRow
        Counterpart StackExchange.Redis.ConnectionMultiplexer Connect SentinelConnect
        AnyCounterpart StackExchange.Redis.IDatabase *
        AnyCounterpart StackExchange.Redis.IServer *
        AnyCounterpart StackExchange.Redis.ISubscriber *
        AnyCounterpart Grpc.Core.ClientBase *
        AnyCounterpart MongoDB.Driver.IMongoClient *
        AnyCounterpart MongoDB.Driver.IMongoCollection`1 *
        AnyCounterpart MongoDB.Driver.IMongoDatabase *
        AnyCounterpart Azure.Data.Tables.TableClient *
        AnyCounterpart Azure.Storage.Blobs.BlobContainerClient *
        AnyCounterpart Azure.Storage.Blobs.Specialized.BlobBaseClient *
        AnyCounterpart Azure.Storage.Queues.QueueClient *
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
        Wait System.Windows.Threading.DispatcherOperation Wait=Task
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
        Call Confluent.Kafka.IConsumer`2 Consume
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
}
