using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Findings;

/// <summary>How many runs of a report could be judged: where none could, the absence of alerts says nothing.</summary>
/// <param name="Runs">Runs that are known.</param>
/// <param name="Held">Those that were held against siblings.</param>
public sealed record JudgedRuns(int Runs, int Held)
{
    public static JudgedRuns Of(ReportInput input) =>
        new(
            input.Domains.Sum(d => d.Analysis.Runs.Count),
            input.Domains.Sum(d => Standing.Of(d.Analysis).Count)
        );

    public bool IsNothing => Held == 0;

    /// <summary>Why there is nothing to judge yet, and what to do.</summary>
    public string WhatNext() =>
        Runs == 0
            ? "No run has been read. Drop training logs into the watched storage, or read a folder: scaling-pipeline ingest PATH. To see everything on simulated logs: scaling-pipeline run --demo."
            : $"{Formatting.Counted(Runs, "run")} known, none of them held against siblings: it takes two others of the same family and schedule length that have come as far. Read more logs with scaling-pipeline ingest PATH, then scaling-pipeline report.";

    /// <summary>What the absence of alerts rests on.</summary>
    public string Quiet() =>
        IsNothing ? $"Nothing to judge yet. {WhatNext()}"
        : Held < Runs
            ? $"No run deviates of the {Formatting.Count(Held)} that could be held against siblings; {Formatting.Count(Runs - Held)} could not. No law moved."
        : $"None of {Formatting.Counted(Runs, "run")} deviates from what its siblings predict, and no law moved.";
}
