using ScalingPipeline.Laws.Catalogue;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>Fits laws to observations that come as a table and not from logs: the same fits, written down the same way.</summary>
public static class TableFit
{
    private const string None = "";
    private const double ParameterLevel = 0.95;

    /// <summary>With fewer runs most resamples do not hold enough different points for a law.</summary>
    private const int RunsToBootstrap = 8;

    /// <summary>Replicates of a bootstrap that nobody asked for, of laws without a solver of their own.</summary>
    private const int GeneralReplicates = 200;

    private const string CurveExit = "three rounds of scale and fit of each of its forms";

    /// <summary>Any law of the catalogue.</summary>
    /// <param name="name">What the table is called: takes the place of the domain.</param>
    /// <param name="law">The law.</param>
    /// <param name="data">Its columns, in the law's order.</param>
    /// <param name="options">How to fit.</param>
    /// <param name="replicates">Of the bootstrap; null for what is usual where the runs allow it: profile intervals where they keep their promise, else as many replicates as are usual.</param>
    public static TableFitAccount Law(
        string name,
        LawDefinition law,
        LossTable data,
        FitOptions options,
        int? replicates
    )
    {
        var fitted = law.Fit(data, options);
        var usual =
            data.Runs.Count >= RunsToBootstrap && fitted.Fit.Status.IsUsable
                ? LawCatalogue.IsAdditive(law)
                    ? Bootstrap.DefaultReplicates
                    : GeneralReplicates
                : 0;
        var record = LawRecords.Of(
            Context(name),
            law.Name,
            law.Formula,
            condition: null,
            fitted.Fit,
            NamedParameters.Of(fitted)
        );
        if (LawCatalogue.IsCurve(law))
        {
            return new TableFitAccount(record with { ExitReason = CurveExit }, fitted, null);
        }

        if (replicates is null && usual > 0 && IsProfiled(law, data, options))
        {
            return new TableFitAccount(Profiled(record, fitted), fitted, null);
        }

        var count = replicates ?? usual;
        var bootstrap = count > 0 ? fitted.Bootstrap(LawContext.BootstrapSeed, count) : null;
        return new TableFitAccount(
            bootstrap is null
                ? record with
                {
                    UncertaintyBasis = "to first order, from the curvature at the optimum",
                }
                : Resampled(record, bootstrap),
            fitted,
            record.Status.IsUsable() && Allocation.Of(law) is { } allocation
                ? AllocationRecord.Of(allocation, fitted, bootstrap, ParameterLevel)
                : null
        );
    }

    /// <summary>y = k C^a for the optimal size or tokens against compute, by least squares of ln y on ln C, with intervals of Student's t.</summary>
    /// <param name="name">What the table is called.</param>
    /// <param name="law"><c>N_opt(C)</c> or <c>D_opt(C)</c>.</param>
    /// <param name="fitted">The line.</param>
    public static LawRecord Relation(string name, string law, FittedLaw<PowerRelation> fitted)
    {
        var record = LawRecords.Of(
            Context(name),
            law,
            $"{law[..5]} = k C^a",
            condition: null,
            fitted.Fit,
            NamedParameters.Of(fitted)
        );
        var freedom = fitted.Fit.Points - 2;
        return record.Parameters.Count == 0
            ? record
            : record with
            {
                Intervals = LineIntervals(record, freedom),
                UncertaintyBasis =
                    $"of the line: Student's t with {freedom} degree{(freedom == 1 ? "" : "s")} of freedom",
            };
    }

    /// <summary>a +- t SE(a), and k exp(+- t SE(ln k)): the line is one in logs.</summary>
    private static Dictionary<string, Interval> LineIntervals(LawRecord line, int freedom)
    {
        var t = Distributions.StudentQuantile(freedom, 0.5 + (ParameterLevel / 2));
        var (k, a) = (line.Parameters["k"], line.Parameters["a"]);
        var factor = Math.Exp(t * line.StandardErrors["k"] / k);
        var half = t * line.StandardErrors["a"];
        return new Dictionary<string, Interval>(StringComparer.Ordinal)
        {
            ["k"] = new Interval(ParameterLevel, k / factor, k * factor),
            ["a"] = new Interval(ParameterLevel, a - half, a + half),
        };
    }

    /// <summary>Least squares of a law in one variable, one row a run: there profile intervals hold the truth as often as they say, and a bootstrap over few sizes does not.</summary>
    private static bool IsProfiled(LawDefinition law, LossTable data, FitOptions options) =>
        LawCatalogue.IsAdditive(law)
        && law.Variables.Count == 1
        && options.Loss == LossFunction.LeastSquares
        && data.HasOneRowARun;

    private static LawRecord Profiled(LawRecord record, FittedTable fitted) =>
        record with
        {
            Intervals = fitted
                .Fit.Parameters.Select(p => (p.Name, Ends: fitted.Profile(p.Name, ParameterLevel)))
                .Where(profile => profile.Ends is not null)
                .ToDictionary(
                    profile => profile.Name,
                    profile => new Interval(
                        ParameterLevel,
                        profile.Ends!.Value.Low,
                        profile.Ends.Value.High
                    ),
                    StringComparer.Ordinal
                ),
            UncertaintyBasis = LawRecords.ProfileBasis,
        };

    /// <summary>Standard errors, covariance and intervals from the replicates: the curvature alone misjudges those of a Huber fit by half.</summary>
    private static LawRecord Resampled(LawRecord record, ParameterBootstrap bootstrap)
    {
        var p = bootstrap.Names.Count;
        var covariance = bootstrap.Covariance();
        return record with
        {
            StandardErrors = bootstrap.StandardErrors(),
            Covariance =
            [
                .. Enumerable
                    .Range(0, p)
                    .Select(i => (IReadOnlyList<double>)[.. covariance.Skip(i * p).Take(p)]),
            ],
            Intervals = bootstrap.NamedIntervals(ParameterLevel),
            UncertaintyBasis = $"bootstrap by run, {bootstrap.Count} replicates",
        };
    }

    private static LawContext Context(string name) => new(name, None, None, []);
}
