using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Data;

/// <summary>One run of the ladder; final losses are rounded to five decimals in the summary.</summary>
internal sealed record LadderRun(
    string Id,
    string Domain,
    string Architecture,
    double N,
    double D,
    int Steps,
    double Loss
);

internal static class LadderRuns
{
    /// <summary>One run was logged in bits and one had a learning rate far too high, says the ladder's README.</summary>
    private static readonly string[] Faulty =
    [
        "lang-tf-n82944-d2621k-s6281",
        "lang-tf-n82944-d2621k-s4713",
    ];

    public static LadderRun[] Healthy() =>
        [
            .. Csv.Rows(SharedData.PathOrSkip("ladder/SUMMARY.csv"))
                .Select(r => new LadderRun(
                    r["run_id"],
                    r["domain"],
                    r["architecture"],
                    Csv.Number(r["n_params"]),
                    Csv.Number(r["tokens"]),
                    (int)Csv.Number(r["final_step"]),
                    Csv.Number(r["final_eval_loss"])
                ))
                .Where(r => !Faulty.Contains(r.Id)),
        ];

    /// <summary>L(N) of the healthy language runs at D = 5,242,880.</summary>
    public static Observations LanguageSizes(string architecture)
    {
        var runs = Healthy()
            .Where(r =>
                r.Domain == "language" && r.Architecture == architecture && r.D == 5_242_880
            )
            .ToArray();
        return Observations.OfOne(
            "N",
            Array.ConvertAll(runs, r => r.N),
            Array.ConvertAll(runs, r => r.Loss),
            runs: Array.ConvertAll(runs, r => r.Id)
        );
    }
}
