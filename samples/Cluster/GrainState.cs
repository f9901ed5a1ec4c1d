using Npgsql;

namespace AsyncioSharp.Samples.Cluster;

/// <summary>Where the shards' state is: in PostgreSQL through Orleans' ADO.NET provider, or in memory.</summary>
internal static class GrainState
{
    // The provider runs the statements that it finds in OrleansQuery; their parameters and columns are its contract, the tables are ours.
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS OrleansQuery (QueryKey text PRIMARY KEY, QueryText text NOT NULL);
        CREATE TABLE IF NOT EXISTS grain_state (
            service text, type text, n0 bigint, n1 bigint, extension text, payload bytea, version integer NOT NULL,
            PRIMARY KEY (service, type, n0, n1, extension));
        """;

    private const string Row = """
        service = @ServiceId AND type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1
        AND extension = COALESCE(@GrainIdExtensionString, '')
        """;

    private const string Read = $"""
        SELECT payload AS PayloadBinary, NULL AS PayloadXml, NULL AS PayloadJson, version AS Version FROM grain_state WHERE {Row}
        """;

    // No row comes back when another activation has written meanwhile: the provider then says that the state is inconsistent.
    private const string Write = """
        INSERT INTO grain_state VALUES (
            @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, COALESCE(@GrainIdExtensionString, ''), @PayloadBinary, 1)
        ON CONFLICT (service, type, n0, n1, extension) DO UPDATE
            SET payload = excluded.payload, version = grain_state.version + 1 WHERE grain_state.version = @GrainStateVersion
        RETURNING version AS NewGrainStateVersion
        """;

    private const string Clear = $"""
        UPDATE grain_state SET payload = NULL, version = version + 1 WHERE {Row} AND version = @GrainStateVersion
        RETURNING version AS NewGrainStateVersion
        """;

    public static void Configure(ISiloBuilder silo, string? postgres)
    {
        if (postgres is null)
        {
            silo.AddMemoryGrainStorageAsDefault();
            return;
        }

        silo.AddAdoNetGrainStorageAsDefault(options =>
        {
            options.Invariant = "Npgsql";
            options.ConnectionString = postgres;
        });
    }

    public static async Task CreateTablesAsync(string? postgres)
    {
        if (postgres is null)
        {
            return;
        }

        await using NpgsqlDataSource source = NpgsqlDataSource.Create(postgres);
        await using (NpgsqlCommand tables = source.CreateCommand(Tables))
        {
            await tables.ExecuteNonQueryAsync();
        }

        foreach ((string key, string text) in new[] { ("ReadFromStorageKey", Read), ("WriteToStorageKey", Write), ("ClearStorageKey", Clear) })
        {
            await using NpgsqlCommand query = source.CreateCommand("INSERT INTO OrleansQuery VALUES ($1, $2) ON CONFLICT (QueryKey) DO UPDATE SET QueryText = $2");
            query.Parameters.Add(new NpgsqlParameter { Value = key });
            query.Parameters.Add(new NpgsqlParameter { Value = text });
            await query.ExecuteNonQueryAsync();
        }
    }
}
