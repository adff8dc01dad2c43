namespace ScalingPipeline.Ingestion.Durability;

/// <summary>
/// The moments on either side of a durable write, at each of which a process may be killed and must lose nothing and count nothing twice. Nobody
/// listens in a service; the fault harness does, in the process it means to kill.
/// </summary>
public static class CommitBoundary
{
    public const string AttemptRecorded = "attempt-recorded";
    public const string LogDecoded = "log-decoded";
    public const string LogCommitted = "log-committed";
    public const string PartsSent = "parts-sent";
    public const string NoticeCompleted = "notice-completed";
    public const string ScanPageRecorded = "scan-page-recorded";
    public const string DomainAnalysed = "domain-analysed";
    public const string DomainSaved = "domain-saved";
    public const string MessageTaken = "message-taken";
    public const string MessageCompleted = "message-completed";

    private static Action<string>? _reached;

    /// <summary>Every boundary, in the order in which a log passes them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        ScanPageRecorded,
        AttemptRecorded,
        LogDecoded,
        LogCommitted,
        PartsSent,
        NoticeCompleted,
        DomainAnalysed,
        DomainSaved,
        MessageTaken,
        MessageCompleted,
    ];

    /// <summary>From now on <paramref name="reached"/> is called, on any thread, with the name of each boundary that is reached.</summary>
    public static void Listen(Action<string> reached) => _reached = reached;

    public static void Reach(string name) => _reached?.Invoke(name);
}
