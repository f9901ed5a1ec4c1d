using AsyncioSharp.Conformance;

if (args is not ["trace"])
{
    Console.Error.WriteLine("usage: trace < programs.jsonl > traces.jsonl");
    return 2;
}

using var input = new StreamReader(Console.OpenStandardInput());
using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
TraceRunner.Run(input, output);
return 0;
