namespace ScalingPipeline.Laws.Siblings;

/// <summary>Which runs of a group may serve as references, and where every run stands against them.</summary>
/// <param name="Scores">In the order of the runs as given.</param>
/// <param name="Excluded">Ids of the runs that were set aside so that the rest agree.</param>
/// <param name="Agrees">Whether the accepted runs agree; if not, more than a third would have to go and nobody is accused.</param>
/// <param name="Explanation">One sentence for people.</param>
public sealed record SiblingSelection(
    IReadOnlyList<SiblingScore> Scores,
    IReadOnlyList<string> Excluded,
    bool Agrees,
    string Explanation
);
