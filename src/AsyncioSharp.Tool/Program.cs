using AsyncioSharp.Tool;

return ToolCommand.Run(args, Console.Out, Console.Error);
