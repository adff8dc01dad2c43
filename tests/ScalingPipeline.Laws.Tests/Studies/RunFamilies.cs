using System.IO.Compression;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Studies;

/// <summary>The seven public families of runs on which forecasts and intervals are measured.</summary>
internal static class RunFamilies
{
    public static readonly string[] Names =
    [
        "chinchilla",
        "gemstones",
        "isoflop",
        "openlm",
        "routing",
        "routing L(N)",
        "ladder",
    ];

    /// <summary>Dense checkpoints before this step are early transients.</summary>
    private const int FirstStep = 20_000;

    /// <summary>128 sequences of 2,048 tokens a step (Clark et al. 2022, appendix); a constant factor of D changes no forecast.</summary>
    private const double TokensPerStep = 262_144;

    private static readonly string[] RoutingDomains =
    [
        "c4",
        "curation_corpus",
        "lambada",
        "pile",
        "validation",
        "wikitext103",
    ];

    public static IReadOnlyList<RunFamily> Load() =>
        [
            new RunFamily("chinchilla", "chinchilla", ChinchillaPoints.Load()),
            new RunFamily("gemstones", "hot", GemstonePoints.Load("hot")),
            new RunFamily("gemstones", "cool_end", GemstonePoints.Load("cool_end")),
            .. Isoflop(),
            .. OpenLm(),
            .. Routing(),
            .. Ladder(),
        ];

    private static IEnumerable<RunFamily> Isoflop() =>
        Csv.Rows(SharedData.PathOrSkip("isoflop/isoflop_points.csv"))
            .GroupBy(r =>
                string.Join(
                    '_',
                    r["summary"],
                    r["dataset"],
                    r["hparams"],
                    r["warmup"],
                    r["decay"],
                    r["param_count"],
                    r["loss_kind"]
                )
            )
            .Select(g => new RunFamily(
                "isoflop",
                g.Key,
                Pairs(g, "params", r => Csv.Number(r["tokens"]), "loss")
            ));

    private static IEnumerable<RunFamily> OpenLm() =>
        Csv.Rows(SharedData.PathOrSkip("openlm/openlm_104_models_losses.csv"))
            .GroupBy(r => $"{r["train_dataset"]}/{r["eval_domain"]}")
            .Select(g => new RunFamily(
                "openlm",
                g.Key,
                Pairs(g, "params", r => Csv.Number(r["train_tokens"]), "loss")
            ));

    private static IEnumerable<RunFamily> Routing()
    {
        var rows = Csv.Rows(Unzipped(SharedData.PathOrSkip("routing/curves.csv.gz"))).ToArray();
        foreach (var domain in RoutingDomains)
        {
            var column = $"loss_{domain}";
            var finite = rows.Where(r => double.IsFinite(Loss(r, column))).ToArray();
            var dense = finite.Where(r =>
                r["router_type"] == "Dense" && Csv.Number(r["step"]) >= FirstStep
            );
            yield return new RunFamily(
                "routing",
                domain,
                Pairs(
                    dense,
                    "total_parameter_count",
                    r => TokensPerStep * Csv.Number(r["step"]),
                    column
                )
            );
            var usual = finite.Where(r => r["k"] == "1" && r["routing_frequency"] == "0.5");
            foreach (var group in usual.GroupBy(r => $"{r["router_type"]}x{r["num_experts"]}"))
            {
                var last = group
                    .GroupBy(r => r["hyper_id"])
                    .Select(run => run.MaxBy(r => Csv.Number(r["step"]))!)
                    .ToArray();
                yield return new RunFamily(
                    "routing L(N)",
                    $"{domain}/{group.Key}",
                    Observations.OfOne(
                        "N",
                        Array.ConvertAll(last, r => Csv.Number(r["dense_parameter_count"])),
                        Array.ConvertAll(last, r => Loss(r, column))
                    )
                );
            }
        }
    }

    private static IEnumerable<RunFamily> Ladder() =>
        LadderRuns
            .Healthy()
            .Where(r => r.Architecture == "transformer")
            .GroupBy(r => r.Domain)
            .Select(g => new RunFamily(
                "ladder",
                g.Key,
                Observations.OfParametersAndTokens(
                    [.. g.Select(r => r.N)],
                    [.. g.Select(r => r.D)],
                    [.. g.Select(r => r.Loss)]
                )
            ));

    private static Observations Pairs(
        IEnumerable<Dictionary<string, string>> rows,
        string parameters,
        Func<Dictionary<string, string>, double> tokens,
        string loss
    )
    {
        var all = rows.ToArray();
        return Observations.OfParametersAndTokens(
            Array.ConvertAll(all, r => Csv.Number(r[parameters])),
            Array.ConvertAll(all, r => tokens(r)),
            Array.ConvertAll(all, r => Csv.Number(r[loss]))
        );
    }

    private static double Loss(Dictionary<string, string> row, string column) =>
        row[column].Length == 0 ? double.NaN : Csv.Number(row[column]);

    private static string[] Unzipped(string path)
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(path), CompressionMode.Decompress)
        );
        return reader.ReadToEnd().Split('\n');
    }
}
