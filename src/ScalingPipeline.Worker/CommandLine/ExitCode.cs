namespace ScalingPipeline.Worker.CommandLine;

/// <summary>
/// What the process tells its caller. A command that a signal interrupted ends with 130 (SIGINT) or 143 (SIGTERM); the service, for which a
/// signal is the way to stop, with 0 when it drained.
/// </summary>
public static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
}
