using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Normalization;
using ScalingPipeline.Ingestion.Tests.Fakes;

namespace ScalingPipeline.Ingestion.Tests.Normalization;

public sealed class NormalizedNameTests
{
    [Fact]
    public void No_domain_or_run_leads_out_of_its_own_folder()
    {
        var name = ArbMap.Default.GeneratorFor<NonEmptyString>().Select(s => s.Get);
        var hostile = Gen.Elements(
            "..",
            ".",
            "../..",
            "/etc",
            "a/../../b",
            "a/run=b",
            "%2e%2e",
            "..\\..",
            "\0",
            "\u202E",
            new string('x', 1024)
        );
        var names = Gen.OneOf(name, hostile);

        Prop.ForAll(
                Arb.From(
                    from domain in names
                    from run in names
                    from other in names
                    select (domain, run, other)
                ),
                ((string Domain, string Run, string Other) c) =>
                {
                    var parts = Of(c.Domain, c.Run).Split('/');
                    var another = Of(c.Other, c.Run).Split('/');
                    return parts.Length == 5
                        && parts[0] == "normalized"
                        && parts[1].StartsWith("domain=", StringComparison.Ordinal)
                        && parts[2].StartsWith("run=", StringComparison.Ordinal)
                        && parts.All(p => p is not ("." or "..") && p.All(IsPlain))
                        && (parts[1] == another[1]) == (c.Domain == c.Other);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static bool IsPlain(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '%' or '=';

    private static string Of(string domain, string run)
    {
        var definition = DefinitionReader.Read("toy.yaml", Bench.Toy) with { Domain = domain };
        return NormalizedName.Of(
            new TrainingMatch(
                definition,
                definition.Training!.Path.Match("toy/r/train/0.parquet")! with
                {
                    Run = run,
                },
                definition.Training
            ),
            "toy/r/train/0.parquet"
        );
    }
}
