using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Frontier;

/// <summary>
/// Approach 1 of Hoffmann et al. 2022 (arXiv 2203.15556, section 3.1): at each of 1,500 FLOP values, evenly spaced in logs, the run with the least loss gives an optimal
/// pair; lines in logs through the pairs give N_opt(C) and D_opt(C).
/// </summary>
public static class TrainingCurveEnvelope
{
    /// <summary>The paper's number of FLOP values.</summary>
    public const int FlopValues = 1500;

    /// <summary>The pairs and both lines.</summary>
    /// <param name="curves">One for each run.</param>
    /// <param name="values">How many FLOP values.</param>
    public static ComputeOptimum Fit(
        IReadOnlyCollection<TrainingCurve> curves,
        int values = FlopValues
    )
    {
        return ComputeOptimum.Through(Pairs(curves, values), [], "points on the envelope");
    }

    /// <summary>The envelope alone; FLOP values that only one run reached, or that the smallest or largest run wins without rival, are ends of the data and are left out.</summary>
    private static OptimalPair[] Pairs(IReadOnlyCollection<TrainingCurve> curves, int values)
    {
        var ran = curves.Where(curve => curve.Points.Count > 1).ToArray();
        if (ran.Length < 2)
        {
            return [];
        }

        var least = ran.Min(curve => curve.Points[0].Compute);
        var greatest = ran.Max(curve => curve.Points[^1].Compute);
        var (smallest, largest) = (ran.Min(c => c.Parameters), ran.Max(c => c.Parameters));
        var pairs = new List<OptimalPair>();
        for (var k = 0; k < values; k++)
        {
            var compute = least * Elementary.Pow(greatest / least, k / (values - 1.0));
            var reached = ran.Select(curve => (curve.Parameters, Loss: curve.LossAt(compute)))
                .Where(point => point.Loss is not null)
                .OrderBy(point => point.Loss)
                .ThenBy(point => point.Parameters)
                .ToArray();
            if (
                reached.Length > 1
                && reached[0].Parameters > smallest
                && reached[0].Parameters < largest
            )
            {
                pairs.Add(
                    new OptimalPair(
                        compute,
                        reached[0].Parameters,
                        compute / (TrainingCompute.FlopPerParameterToken * reached[0].Parameters),
                        reached[0].Loss!.Value
                    )
                );
            }
        }

        return [.. pairs];
    }
}
