using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Monitoring.Detection.Units;

/// <summary>A unit that the losses may really be in, and how what was read under the declared unit becomes nats under it.</summary>
/// <param name="Name">In words, e.g. <c>bits</c>.</param>
/// <param name="ToNats">From the loss as read to the loss in nats if the hypothesis holds.</param>
public sealed record UnitHypothesis(string Name, Func<double, double> ToNats)
{
    /// <summary>Every unit but the declared one that the run's declarations suffice to convert.</summary>
    public static IReadOnlyList<UnitHypothesis> For(RunMetadata metadata)
    {
        var declared = metadata.Conversion;
        var hypotheses = new List<UnitHypothesis>();
        foreach (var unit in Enum.GetValues<LossUnit>())
        {
            var canConvert =
                (unit != LossUnit.BitsPerByte || metadata.BytesPerToken is > 0)
                && (unit != LossUnit.NatsPerSequence || metadata.ContextLength is > 0);
            if (unit == metadata.Unit || !canConvert)
            {
                continue;
            }

            var actual = LossConversion.From(unit, metadata.BytesPerToken, metadata.ContextLength);
            hypotheses.Add(
                new UnitHypothesis(NameOf(unit), nats => actual.ToNats(Logged(declared, nats)))
            );
        }

        if (metadata.TokensPerStep is { } batch)
        {
            hypotheses.Add(
                new UnitHypothesis("sums over the batch", nats => Logged(declared, nats) / batch)
            );
            if (metadata.ContextLength is > 0 and var context && batch > context)
            {
                hypotheses.Add(
                    new UnitHypothesis(
                        "sums over the sequences of the batch",
                        nats => Logged(declared, nats) * context / batch
                    )
                );
            }
        }

        return hypotheses;
    }

    /// <summary>The unit as it is called in messages.</summary>
    public static string NameOf(LossUnit unit) =>
        unit switch
        {
            LossUnit.Nats => "nats",
            LossUnit.Bits => "bits",
            LossUnit.Bans => "log10",
            LossUnit.BitsPerByte => "bits per byte",
            LossUnit.Perplexity => "perplexity",
            LossUnit.NatsPerSequence => "nats summed over the sequence",
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, null),
        };

    /// <summary>Undoes the conversion on the way in.</summary>
    private static double Logged(LossConversion declared, double nats) =>
        declared.Unit == LossUnit.Perplexity ? Elementary.Exp(nats) : nats / declared.ToNats(1);
}
