using CharRnnFast.Cli;

return EntryPoint.Run(args);
