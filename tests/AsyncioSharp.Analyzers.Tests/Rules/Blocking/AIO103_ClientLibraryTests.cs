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

    [Theory]
    [InlineData("_ = redis.CreateBatch();")]
    [InlineData("_ = redis.IdentifyEndpoint(\"a\");")]
    [InlineData("_ = redis.Database;")]
    [InlineData("_ = greeter.Follow(\"a\");")]
    [InlineData("_ = greeter.Clone();")]
    [InlineData("_ = await redis.StringGetAsync(\"a\") + await greeter.SayHelloAsync(\"a\");")]
    [InlineData("_ = items.EstimatedDocumentCount();")]
    public Task WhatHasNone(string line) => Verify.Silent(In(line));
}
