// Shards of work on several processes. Each shard is an Orleans grain with an event loop, so that task groups, limits and timeouts work
// inside of it. dotnet run --project samples/Cluster 0, and in another terminal: dotnet run --project samples/Cluster 1. Kill the second one
// in the middle: its shards go on on the process that is left. CLUSTER_POSTGRES, a connection string, keeps their
// state in PostgreSQL; without it the state is in the memory of the processes.
using System.Globalization;
using System.Net;
using AsyncioSharp.Samples.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

const int FirstSilo = 22111;
const int FirstGateway = 22211;
int number = int.Parse(args[0], CultureInfo.InvariantCulture);
int offset = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
string? postgres = Environment.GetEnvironmentVariable("CLUSTER_POSTGRES");

HostApplicationBuilder builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.UseOrleans(silo =>
{
    var primary = new IPEndPoint(IPAddress.Loopback, FirstSilo + offset);
    silo.UseLocalhostClustering(primary.Port + number, FirstGateway + offset + number, number == 0 ? null : primary);
    silo.Configure<ClusterMembershipOptions>(static options =>
    {
        // A process that was killed is missed within seconds.
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.NumMissedProbesLimit = 2;
        options.NumVotesForDeathDeclaration = 1;
    });
    silo.Configure<SiloMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromSeconds(20));
    GrainState.Configure(silo, postgres);
});
using IHost host = builder.Build();
if (number == 0)
{
    await GrainState.CreateTablesAsync(postgres);
}

await host.StartAsync();
Console.WriteLine($"process {number} is up");
if (number == 0)
{
    await Driver.RunAsync(
        host.Services.GetRequiredService<IGrainFactory>(), host.Services.GetRequiredService<IClusterManifestProvider>());
    await host.StopAsync();
}
else
{
    await host.WaitForShutdownAsync();
}
