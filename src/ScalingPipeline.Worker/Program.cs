using ScalingPipeline.Worker.CommandLine;

return await CommandRunner.RunAsync(RootCommands.Create(), args);
