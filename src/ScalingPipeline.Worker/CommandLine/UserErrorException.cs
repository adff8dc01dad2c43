namespace ScalingPipeline.Worker.CommandLine;

/// <summary>Something the user can mend: its message is the one sentence that goes to stderr, never a stack trace.</summary>
public sealed class UserErrorException(string message, Exception? inner = null)
    : Exception(message, inner);
