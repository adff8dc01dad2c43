namespace ScalingPipeline.Worker.Web.Live;

/// <summary>What kind of thing happened.</summary>
internal enum NewsKind
{
    /// <summary>A domain counts something that it did not.</summary>
    Commit,

    /// <summary>A domain was refitted.</summary>
    Refit,

    /// <summary>Alerts began, moved on or ended.</summary>
    Alerts,

    /// <summary>Files changed their state in the ledger.</summary>
    Files,
}

/// <summary>Something happened in the state, by whichever worker.</summary>
/// <param name="Kind">What.</param>
/// <param name="Domain">Where; null for what is of no domain.</param>
internal sealed record StateNews(NewsKind Kind, string? Domain);
