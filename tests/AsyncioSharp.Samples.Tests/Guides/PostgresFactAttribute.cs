namespace AsyncioSharp.Samples.Tests.Guides;

/// <summary>A test that needs a PostgreSQL server; skipped, and shown as such, where none is installed.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresServer.FindPrograms() is null)
        {
            Skip = "PostgreSQL is not installed, or there is no user to run it as";
        }
    }
}
