using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Refit;

/// <summary>A run as storage would hand it out.</summary>
internal static class StoredRuns
{
    private static readonly JsonSerializerOptions _json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static IEnumerable<StoredContribution> Contributions(Run run)
    {
        foreach (var checkpoint in run.Evaluations)
        {
            yield return Stored(
                new EvaluationContribution(checkpoint)
                {
                    Domain = run.Metadata.Domain,
                    Run = run.Name,
                    Coverage = Coverage.None,
                }
            );
        }

        yield return Stored(
            new RunMetadataContribution(run.Metadata)
            {
                Domain = run.Metadata.Domain,
                Run = run.Name,
                Coverage = Coverage.None,
            }
        );
        yield return Training(run, run.Training);
    }

    public static StoredContribution Training(Run run, TrainingSeries series) =>
        Stored(
            new TrainingContribution(series)
            {
                Domain = run.Metadata.Domain,
                Run = run.Name,
                Coverage = Coverage.Of(series.Step),
            }
        );

    private static StoredContribution Stored(Contribution contribution) =>
        new(
            contribution,
            Convert.ToHexStringLower(
                SHA256.HashData(
                    JsonSerializer.SerializeToUtf8Bytes(contribution, contribution.GetType(), _json)
                )
            )
        );
}
