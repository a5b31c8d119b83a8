using CharRnnFast.Cli.CommandLine;

return EntryPoint.Run(args);
