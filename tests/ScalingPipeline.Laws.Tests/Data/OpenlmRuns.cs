using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Data;

/// <summary>The models of Gadre et al. 2024: loss on one evaluation set against N and M = D/N.</summary>
internal sealed record OpenlmRun(string Run, double Parameters, double Tokens, double Loss)
{
    public double TokensPerParameter => Tokens / Parameters;

    public static OpenlmRun[] Load(string trainSet, string evaluation) =>
        [
            .. Csv.Rows(SharedData.PathOrSkip("openlm/openlm_104_models_losses.csv"))
                .Where(r => r["train_dataset"] == trainSet && r["eval_domain"] == evaluation)
                .Select(r => new OpenlmRun(
                    r["run"],
                    Csv.Number(r["params"]),
                    Csv.Number(r["train_tokens"]),
                    Csv.Number(r["loss"])
                )),
        ];

    public static LossTable Table(IReadOnlyCollection<OpenlmRun> runs) =>
        LossTable.Of(
            ["N", "M"],
            [
                [.. runs.Select(r => r.Parameters)],
                [.. runs.Select(r => r.TokensPerParameter)],
            ],
            [.. runs.Select(r => r.Loss)],
            runs: [.. runs.Select(r => r.Run)]
        );
}
