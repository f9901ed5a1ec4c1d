using System.Text;
using AsyncioSharp.Samples.Guides;

Console.OutputEncoding = Encoding.UTF8;
if (args is [])
{
    Console.WriteLine("Give a name, or 'all':");
    foreach (GuideProgram program in GuideProgram.All)
    {
        Console.WriteLine($"  {program.Name}");
    }

    Console.WriteLine("  DatabaseUsers CONNECTION-STRING");
    return 0;
}

if (args is [nameof(DatabaseUsers), var connectionString])
{
    Asyncio.Run(DatabaseUsers.Run(connectionString));
    return 0;
}

bool all = args is ["all"];
GuideProgram[] chosen = [.. GuideProgram.All.Where(program => all || args.Contains(program.Name, StringComparer.OrdinalIgnoreCase))];
foreach (GuideProgram program in chosen)
{
    if (all)
    {
        Console.WriteLine($"--- {program.Name}");
    }

    program.Run(null);
}

if (chosen is [])
{
    Console.Error.WriteLine($"No such program: {string.Join(' ', args)}");
    return 1;
}

return 0;
