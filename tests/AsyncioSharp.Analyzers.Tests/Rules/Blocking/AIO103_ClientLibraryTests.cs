using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.AsyncCounterpartAnalyzer, AsyncioSharp.CodeFixes.AsyncCounterpartFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>AIO103 for the clients of databases, caches and services. The libraries are not referenced here: their names in the metadata count.</summary>
public sealed class ClientLibraryTests
{
    private const string Libraries =
        """

        namespace Dapper
        {
            public static class SqlMapper
            {
                public static IEnumerable<T> Query<T>(this IDbConnection connection, string sql, object param = null) => null;
                public static Task<IEnumerable<T>> QueryAsync<T>(this IDbConnection connection, string sql, object param = null) => null;
                public static int Execute(this IDbConnection connection, string sql, object param = null) => 0;
                public static Task<int> ExecuteAsync(this IDbConnection connection, string sql, object param = null) => null;
                public static GridReader QueryMultiple(this IDbConnection connection, string sql) => null;
                public static Task<GridReader> QueryMultipleAsync(this IDbConnection connection, string sql) => null;
                public class GridReader { public T ReadFirst<T>() => default; public Task<T> ReadFirstAsync<T>() => null; }
            }
        }
        namespace StackExchange.Redis
        {
            public class ConnectionMultiplexer { public static ConnectionMultiplexer Connect(string to) => null; public static Task<ConnectionMultiplexer> ConnectAsync(string to) => null; }
            public interface IDatabaseAsync { Task<string> StringGetAsync(string key); Task<bool> KeyDeleteAsync(string key); }
            public interface IDatabase : IDatabaseAsync { string StringGet(string key); bool KeyDelete(string key); int Database { get; } string IdentifyEndpoint(string key); object CreateBatch(); }
        }
        namespace Grpc.Core
        {
            public abstract class ClientBase { }
            public abstract class ClientBase<T> : ClientBase { }
            public sealed class AsyncUnaryCall<T> { public System.Runtime.CompilerServices.TaskAwaiter<T> GetAwaiter() => default; }
            public sealed class AsyncServerStreamingCall<T> { }
        }
        namespace Microsoft.EntityFrameworkCore.Storage { public interface IDbContextTransaction { void Commit(); Task CommitAsync(CancellationToken token = default); } }
        namespace MongoDB.Driver { public interface IMongoCollection<T> { void InsertOne(T item); Task InsertOneAsync(T item); long EstimatedDocumentCount(); } }
        namespace Shop
        {
            // As the generator writes it, in the program itself.
            public class GreeterClient : Grpc.Core.ClientBase<GreeterClient>
            {
                public string SayHello(string name) => null;
                public Grpc.Core.AsyncUnaryCall<string> SayHelloAsync(string name) => null;
                public Grpc.Core.AsyncServerStreamingCall<string> Follow(string name) => null;
                public GreeterClient Clone() => null;
            }
        }

        """;

    private static string In(string line) =>
        "#pragma warning disable CS1591\nusing System;\nusing System.Collections.Generic;\nusing System.Data;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing Dapper;\n" + Libraries +
        "class P { async Task M(IDbConnection sql, SqlMapper.GridReader grid, StackExchange.Redis.IDatabase redis, Shop.GreeterClient greeter, Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction work, MongoDB.Driver.IMongoCollection<int> items) { " +
        line + " await Task.Yield(); } }\n";

    [Theory]
    [InlineData("_ = {|AIO103:sql.Query<int>(\"a\")|};", "_ = await sql.QueryAsync<int>(\"a\");")]
    [InlineData("_ = {|AIO103:sql.Execute(\"a\", 1)|};", "_ = await sql.ExecuteAsync(\"a\", 1);")]
    [InlineData("_ = {|AIO103:sql.QueryMultiple(\"a\")|};", "_ = await sql.QueryMultipleAsync(\"a\");")]
    [InlineData("_ = {|AIO103:SqlMapper.Execute(sql, \"a\")|};", "_ = await SqlMapper.ExecuteAsync(sql, \"a\");")]
    [InlineData("_ = {|AIO103:grid.ReadFirst<int>()|};", "_ = await grid.ReadFirstAsync<int>();")]
    [InlineData("_ = {|AIO103:StackExchange.Redis.ConnectionMultiplexer.Connect(\"a\")|};", "_ = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(\"a\");")]
    [InlineData("_ = {|AIO103:redis.StringGet(\"a\")|};", "_ = await redis.StringGetAsync(\"a\");")]
    [InlineData("if ({|AIO103:redis.KeyDelete(\"a\")|}) { }", "if (await redis.KeyDeleteAsync(\"a\")) { }")]
    [InlineData("_ = {|AIO103:greeter.SayHello(\"a\")|}.Length;", "_ = (await greeter.SayHelloAsync(\"a\")).Length;")]
    [InlineData("{|AIO103:work.Commit()|};", "await work.CommitAsync();")]
    [InlineData("{|AIO103:items.InsertOne(1)|};", "await items.InsertOneAsync(1);")]
    public Task CallsWithACounterpart(string line, string replacement) => Verify.Fix(In(line), In(replacement));

    // A query asks the database at each step of a loop.
    private const string Queries =
        """

        namespace Microsoft.EntityFrameworkCore
        {
            public abstract class DbSet<T> : IQueryable<T>
            {
                public IAsyncEnumerable<T> AsAsyncEnumerable() => null;
                public Type ElementType => null;
                public System.Linq.Expressions.Expression Expression => null;
                public IQueryProvider Provider => null;
                public IEnumerator<T> GetEnumerator() => null;
                System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => null;
            }
            public static class EntityFrameworkQueryableExtensions { public static IAsyncEnumerable<T> AsAsyncEnumerable<T>(this IQueryable<T> source) => null; }
        }
        namespace Shop
        {
            public interface IBoth : IEnumerable<int>, IAsyncEnumerable<int> { }
            public interface IOther : IEnumerable<Task<int>>, IAsyncEnumerable<int> { }
            public abstract class Fake : EnumerableQuery<int>, IAsyncEnumerable<int>
            {
                protected Fake() : base(new int[0]) { }
                public abstract IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken token);
            }
        }

        """;

    private static string InQuery(string line) =>
        "#pragma warning disable CS1591\nusing System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing Microsoft.EntityFrameworkCore;\n" + Queries +
        "class P { async Task M(DbSet<int> orders, IQueryable<int> query, List<int> xs, Shop.IBoth both, Shop.IOther other, Shop.Fake fake) { " + line + " await Task.Yield(); } }\n";

    [Theory]
    [InlineData("foreach (var o in {|AIO103:orders|}) { }", "await foreach (var o in orders.AsAsyncEnumerable()) { }")]
    [InlineData("foreach (var o in {|AIO103:query|}) { }", "await foreach (var o in query.AsAsyncEnumerable()) { }")]
    [InlineData("foreach (var o in {|AIO103:orders.Where(o => o > 1)|}) { }", "await foreach (var o in orders.Where(o => o > 1).AsAsyncEnumerable()) { }")]
    [InlineData("foreach (var o in {|AIO103:from o in orders select o + 1|}) { }", "await foreach (var o in (from o in orders select o + 1).AsAsyncEnumerable()) { }")]
    [InlineData("var some = orders.Where(o => o > 1); foreach (int o in {|AIO103:some|}) { }", "var some = orders.Where(o => o > 1); await foreach (int o in some.AsAsyncEnumerable()) { }")]
    [InlineData("/* a */ foreach (var o in /* b */ {|AIO103:orders|} /* c */) { }", "/* a */ await foreach (var o in /* b */ orders.AsAsyncEnumerable() /* c */) { }")]
    [InlineData("foreach (var o in {|AIO103:both|}) { }", "await foreach (var o in both) { }")]
    public Task LoopOverAQuery(string line, string replacement) => Verify.Fix(InQuery(line), InQuery(replacement));

    [Theory]
    [InlineData("lock (xs) { foreach (var o in {|AIO153:orders|}) { } }")]
    [InlineData("xs.ForEach(x => { foreach (var o in {|AIO153:orders|}) { } });")]
    public Task LoopOverAQuery_WhereNothingCanBeAwaited(string line) => Verify.Unfixable(InQuery(line));

    [Theory]
    [InlineData("foreach (var x in xs) { } foreach (var x in xs.Where(x => x > 1)) { }")]
    [InlineData("foreach (var x in xs.AsQueryable()) { } foreach (var x in xs.AsQueryable().Where(x => x > 1)) { }")]
    [InlineData("foreach (var x in fake) { }")]
    [InlineData("foreach (var x in other) { }")]
    [InlineData("await foreach (var o in orders.AsAsyncEnumerable()) { } await foreach (var x in both) { }")]
    [InlineData("await Task.Run(() => { foreach (var o in orders) { } });")]
    public Task LoopInMemory(string line) => Verify.Silent(InQuery(line));

    [Fact]
    public Task LoopOverAQuery_Message() => Verify.Says(
        InQuery("foreach (var o in {|#0:orders|}) { }"), "AIO103", "'orders' blocks the thread: write 'await foreach (... in orders.AsAsyncEnumerable())'");

    [Theory]
    [InlineData("_ = redis.CreateBatch();")]
    [InlineData("_ = redis.IdentifyEndpoint(\"a\");")]
    [InlineData("_ = redis.Database;")]
    [InlineData("_ = greeter.Follow(\"a\");")]
    [InlineData("_ = greeter.Clone();")]
    [InlineData("_ = await redis.StringGetAsync(\"a\") + await greeter.SayHelloAsync(\"a\");")]
    [InlineData("_ = items.EstimatedDocumentCount();")]
    public Task WhatHasNone(string line) => Verify.Silent(In(line));

    // In a library's own sources the same name may have an overload that returns a task already.
    [Fact]
    public Task OverloadThatReturnsATask() => Verify.Silent(
        """
        using System.Threading.Tasks;

        namespace Npgsql
        {
            class NpgsqlBinaryImporter
            {
                public void StartRow() => StartRow(false).GetAwaiter().GetResult();
                public Task StartRowAsync() => StartRow(true);
                Task StartRow(bool async) => Task.CompletedTask;
                public async Task WriteRow() { await StartRow(true); await Task.Yield(); }
            }
        }
        """);
}
