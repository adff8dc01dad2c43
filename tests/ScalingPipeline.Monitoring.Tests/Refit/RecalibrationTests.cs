using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging.Abstractions;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Refit;

/// <summary>Scored forecasts of all domains recalibrate the intervals of each.</summary>
public sealed class RecalibrationTests
{
    private static readonly string[] _domains = ["images", "language"];

    private static readonly JsonSerializerOptions _json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_ten_other_families_the_installation_s_own_scores_make_the_intervals()
    {
        var state = await RefittedAsync(familiesOfDomain: 6, _domains);

        var analyses = await state.AnalysesAsync(null, Cancellation);
        Assert.All(analyses, a => Assert.Equal(6, a.Analysis.Calibrations.Count));
        var (first, second) = (analyses[0].Analysis, analyses[1].Analysis);
        var own = first.Calibrations[0];
        var others = new ForecastPool(first.Scores.Skip(1).Concat(second.Scores));
        Assert.Equal(11, others.Families);
        Assert.Equal(others.Quantiles().Values, own.Quantiles);
        var next = Next(first, own.Family);
        Assert.StartsWith(own.Basis, next.Basis, StringComparison.Ordinal);
        Assert.Equal(
            others.Quantiles().At(0.9) * next.Scale!.Value.Sigma,
            Math.Log(next.Interval.High / next.Loss),
            1e-12
        );
    }

    [Fact]
    public async Task With_fewer_families_the_public_quantiles_stay()
    {
        var state = await RefittedAsync(familiesOfDomain: 5, _domains);

        var analyses = await state.AnalysesAsync(null, Cancellation);
        Assert.All(analyses, a => Assert.Equal(5, a.Analysis.Scores.Count));
        Assert.All(analyses, a => Assert.Empty(a.Analysis.Calibrations));
        var next = Next(analyses[0].Analysis, "family-0");
        Assert.Equal(
            PooledQuantiles.Measured.At(0.9) * next.Scale!.Value.Sigma,
            Math.Log(next.Interval.High / next.Loss),
            1e-12
        );
    }

    [Fact]
    public async Task The_order_of_refits_and_their_repetition_change_no_byte()
    {
        var one = await RefittedAsync(familiesOfDomain: 6, "images", "language");
        var other = await RefittedAsync(
            familiesOfDomain: 6,
            "language",
            "images",
            "language",
            "images"
        );

        foreach (var domain in _domains)
        {
            Assert.Equal(await BytesAsync(one, domain), await BytesAsync(other, domain));
        }
    }

    [Fact]
    public async Task A_score_that_comes_or_goes_recalibrates_the_other_domains_once()
    {
        var state = await RefittedAsync(familiesOfDomain: 6, _domains);
        var before = state.Analyses.Count(a => a.Analysis.Domain == "language");
        var runs = Family("images", 0);
        Put(state, "images", [.. runs.With(4, r => r.Until(405)), .. Rest("images", 6)]);

        await Service(state).RefitAsync("images", nightly: false, Cancellation);
        await Service(state).RefitAsync("images", nightly: false, Cancellation);

        var language = state.Analyses.Where(a => a.Analysis.Domain == "language").ToArray();
        Assert.Equal(before + 1, language.Length);
        Assert.NotEqual(
            language[^2].Analysis.Calibrations[0].Basis,
            language[^1].Analysis.Calibrations[0].Basis
        );
    }

    [Fact]
    public void A_run_that_enters_no_law_is_not_scored()
    {
        var runs = new SimulatedFamily { RunOffset = 0.0005 }.Runs();
        var healthy = DomainRefit.Analyse(SimulatedDomain.Of(runs));
        var faulty = DomainRefit.Analyse(
            SimulatedDomain.Of(runs.With(4, r => r.Scaled(1.4, from: 100)))
        );

        var score = Assert.Single(healthy.Scores);
        var forecast = healthy.Runs[4].Forecast!;
        Assert.Equal("simulated/transformer", score.Family);
        Assert.Equal(forecast.LogError, score.LogError);
        Assert.Equal(forecast.Forecast.Scale, score.Scale);
        Assert.NotNull(faulty.Runs[4].Forecast?.LogError);
        Assert.Empty(faulty.Scores);
    }

    private static LawForecast Next(DomainAnalysis analysis, string family) =>
        analysis.Laws.Single(l => l.Family == family && l is { Law: "L(N)", Next: not null }).Next!;

    private static async Task<InMemoryState> RefittedAsync(
        int familiesOfDomain,
        params string[] order
    )
    {
        var state = new InMemoryState();
        foreach (var domain in _domains)
        {
            Put(state, domain, [.. Family(domain, 0), .. Rest(domain, familiesOfDomain)]);
        }

        foreach (var domain in order)
        {
            await Service(state).RefitAsync(domain, nightly: false, Cancellation);
        }

        return state;
    }

    private static RefitService Service(InMemoryState state) =>
        new(
            state,
            InMemoryLeases.Sections(),
            new NoFacts(),
            [new ConsoleSink(NullLogger<ConsoleSink>.Instance)],
            new OutboxSignal(),
            new SetClock(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)),
            NullLogger<RefitService>.Instance
        );

    private static void Put(InMemoryState state, string domain, IReadOnlyList<Run> runs)
    {
        var version = state.Domains.TryGetValue(domain, out var before) ? before.Version : 0;
        state.Domains[domain] = (version + 1, [.. runs.SelectMany(StoredRuns.Contributions)]);
    }

    private static IEnumerable<Run> Rest(string domain, int families) =>
        Enumerable.Range(1, families - 1).SelectMany(i => Family(domain, i));

    private static Run[] Family(string domain, int index) =>
        [
            .. new SimulatedFamily
            {
                RunOffset = 0.0005,
                Seed = (10 * index) + (domain == "images" ? 1 : 2),
            }
                .Runs()
                .Select(run =>
                    run with
                    {
                        Metadata = run.Metadata with
                        {
                            Domain = domain,
                            Family = $"family-{index}",
                            Run = $"family-{index}-{run.Name}",
                        },
                    }
                ),
        ];

    private static async Task<string> BytesAsync(InMemoryState state, string domain) =>
        JsonSerializer.Serialize(
            Assert.Single(await state.AnalysesAsync(domain, Cancellation)).Analysis,
            _json
        );

    private sealed class NoFacts : IDomainFacts
    {
        public DomainFacts? Of(string domain) => null;
    }
}
