global using AsyncioSharp.Analyzers.Infrastructure;
