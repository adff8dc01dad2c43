using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Findings;

namespace ScalingPipeline.Reporting.Json;

/// <summary>The report for programs.</summary>
internal static class JsonReport
{
    /// <summary>Grows when a field changes its name or meaning.</summary>
    internal const int SchemaVersion = 1;

    internal static JsonSerializerOptions Options { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = true,
            NewLine = "\n",
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            Converters =
            {
                new FiniteNumbers(),
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            },
        };

    public static string Write(ReportInput input) =>
        JsonSerializer.Serialize(
            new ReportDocument(
                SchemaVersion,
                input.Date.ToString("yyyy-MM-dd"),
                TimeZoneInfo.ConvertTime(input.GeneratedAt, input.TimeZone),
                input.TimeZone.Id,
                input.CodeVersion,
                Lead.Headline(input),
                Lead.Of(input),
                input.Alerts,
                input.Judgements,
                [
                    .. input.Domains.Select(
                        (d, i) => Domain(FigureContext.Of($"d{i}", d, input.Alerts))
                    ),
                ],
                Ledger(input),
                input.Configuration
            ),
            Options
        ) + "\n";

    private static DomainDocument Domain(FigureContext context)
    {
        var (snapshot, analysis) = (context.Domain.Snapshot, context.Domain.Analysis);
        return new DomainDocument(
            snapshot.Domain,
            snapshot.Hash,
            snapshot.EvaluationSet,
            snapshot.ReferenceContext,
            analysis.Remarks,
            [.. analysis.Laws.Select(l => new LawDocument(l, Change(l, context.Domain.Previous)))],
            [.. analysis.Runs.Select(r => Run(context, r))],
            TargetPlans.Of(context.Domain),
            [
                .. ScoredInterval
                    .Of(context)
                    .Select(s => new ScoreDocument(s.Run.Run, s.Level, s.Pit)),
            ]
        );
    }

    private static ChangeDocument? Change(Monitoring.Laws.LawRecord law, DomainAnalysis? previous)
    {
        if (previous is null)
        {
            return null;
        }

        var change = LawChange.Of(law, previous.Laws);
        return new ChangeDocument(
            change.Before is null,
            change.IsNotable,
            change.Level,
            change.Exponent,
            change.StandardErrors
        );
    }

    private static RunDocument Run(FigureContext context, Monitoring.Laws.RunAssessment assessment)
    {
        var standing = Standing.Of(assessment);
        var run = context.RunNamed(assessment.Run);
        return new RunDocument(
            assessment,
            standing is null ? null : LawWords.Verdict(standing.Verdict),
            standing?.Deviation,
            run is null
                ? []
                :
                [
                    .. context
                        .Measured(run)
                        .Select(m => new CheckpointDocument(
                            m.Step,
                            m.Tokens,
                            m.Compute,
                            m.Loss,
                            m.StandardError
                        )),
                ]
        );
    }

    private static LedgerDocument Ledger(ReportInput input) =>
        new(
            input.Ledger,
            [
                .. LedgerWords
                    .SetAside(input)
                    .Select(e => new LedgerEntryDocument(
                        e.Blob.Container,
                        e.Blob.Name,
                        e.Blob.ETag,
                        LedgerWords.State(e.State),
                        e.Reason,
                        e.Domain,
                        e.Run,
                        e.Size,
                        e.Attempts,
                        e.FirstSeen,
                        e.Changed
                    )),
            ]
        );
}
