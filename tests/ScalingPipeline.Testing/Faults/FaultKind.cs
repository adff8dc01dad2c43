namespace ScalingPipeline.Testing.Faults;

/// <summary>What a <see cref="FaultProxy"/> does to a request instead of passing it on and its answer back.</summary>
public enum FaultKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Answers 500, InternalError; the request does not reach the server.</summary>
    ServerError,

    /// <summary>Answers 503, ServerBusy; the request does not reach the server.</summary>
    ServerBusy,

    /// <summary>Answers 429, TooManyRequests; the request does not reach the server.</summary>
    TooManyRequests,

    /// <summary>Waits for <see cref="FaultProxy.Latency"/>, then passes on.</summary>
    Slow,

    /// <summary>Breaks the connection; the request does not reach the server.</summary>
    Reset,

    /// <summary>Breaks the connection after the server has done what was asked for.</summary>
    AnswerLost,

    /// <summary>Breaks the connection in the middle of the answer's body.</summary>
    BodyCut,

    /// <summary>Gives half of the answer's body as if it were whole: its stated length is that of the half. A listing ends mid-way, a file is short.</summary>
    BodyTruncated,
}
