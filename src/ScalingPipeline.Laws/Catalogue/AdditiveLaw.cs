using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Catalogue;

/// <summary>The additive laws for the catalogue: fitted, judged, resampled and profiled by their own kernel, and predicted as general forms, whose coordinates are the same.</summary>
internal static class AdditiveLaw
{
    public static FittedTable Power(LossTable data, FitOptions options, string scaleName)
    {
        var observations = One(data);
        var fitted = PowerLawFit.Fit(observations, options);
        var form = new PowerForm(data, options.WithFloor, scaleName);
        return Table(
            InForm(fitted.Fit, form),
            OfPowerLaw(observations, Forecast(options)),
            (seed, replicates) =>
                Bootstrap.OfPowerLaw(observations, options, seed, replicates) is { } sample
                    ? (
                        [.. sample.Laws.Select(law => new[] { law.LInf, law.X0, law.Alpha })],
                        sample.Clusters
                    )
                    : null,
            level => ProfileIntervals.OfPowerLaw(observations, options, level)
        );
    }

    public static FittedTable Chinchilla(LossTable data, FitOptions options)
    {
        var observations = Observations.OfParametersAndTokens(
            Column(data, 0),
            Column(data, 1),
            Array.ConvertAll(data.SlotOfRow, slot => Elementary.Exp(data.LogLoss[slot])),
            Weights(data),
            Runs(data)
        );
        var fitted = ChinchillaFit.Fit(observations, options);
        var form = new ChinchillaForm(data);
        return Table(
            InForm(fitted.Fit, form),
            OfChinchilla(observations, Forecast(options)),
            (seed, replicates) =>
                Bootstrap.OfChinchilla(observations, options, seed, replicates) is { } sample
                    ? (
                        [
                            .. sample.Laws.Select(law =>
                                new[] { law.E, law.A, law.B, law.Alpha, law.Beta }
                            ),
                        ],
                        sample.Clusters
                    )
                    : null,
            level => ProfileIntervals.OfChinchilla(observations, options, level)
        );
    }

    private static AdditiveForecast OfPowerLaw(Observations data, FitOptions options)
    {
        var fitted = new Lazy<FittedLaw<PowerLaw>>(() => PowerLawFit.Fit(data, options));
        return new AdditiveForecast(
            data,
            options,
            new Lazy<Fit>(() => fitted.Value.Fit),
            (row, level, scores) => new Forecaster().At(fitted.Value, row[0], level, scores),
            row => row[0]
        );
    }

    private static AdditiveForecast OfChinchilla(Observations data, FitOptions options)
    {
        var fitted = new Lazy<FittedLaw<ChinchillaLaw>>(() => ChinchillaFit.Fit(data, options));
        return new AdditiveForecast(
            data,
            options,
            new Lazy<Fit>(() => fitted.Value.Fit),
            (row, level, scores) =>
                new Forecaster().At(fitted.Value, row[0], row[1], level, scores),
            row => TrainingCompute.Flops(row[0], row[1])
        );
    }

    private static FitOptions Forecast(FitOptions options) =>
        FitOptions.Forecast with
        {
            WithFloor = options.WithFloor,
        };

    private static FittedTable Table(
        Fit fit,
        AdditiveForecast forecast,
        Func<ulong, int, (double[][] Replicates, int Clusters)?> resample,
        Func<double, IReadOnlyList<ParameterInterval>> profiles
    ) =>
        new(
            fit,
            forecast,
            (seed, replicates) =>
                resample(seed, replicates) is { } sample
                    ? new ParameterBootstrap(
                        [.. fit.Parameters.Select(p => p.Name)],
                        sample.Replicates,
                        sample.Clusters
                    )
                    : null,
            (name, level) => Profile(profiles(level), name)
        );

    /// <summary>The fit with the parameters, covariance and end of the general form; as it is where there were too few points.</summary>
    private static Fit InForm(Fit fit, LawForm form)
    {
        if (fit.Centred is not { } centred)
        {
            return fit;
        }

        var (theta, covariance) = Coordinates(form, centred);
        var jets = new Jet[theta.Length];
        Jet.Variables(theta, jets);
        var named = form.Named(jets);
        return fit with
        {
            Parameters = FormFit.Estimates(named, covariance),
            Covariance = covariance is null ? null : FormFit.Propagate(named, covariance),
            Form = new FittedForm(form, theta, covariance),
        };
    }

    /// <summary>That of one parameter; the scale of a power law has the name of its variable, as in N0, and is x0 among the intervals.</summary>
    private static (double, double)? Profile(
        IReadOnlyList<ParameterInterval> intervals,
        string name
    ) =>
        intervals.FirstOrDefault(i =>
            string.Equals(i.Name, name, StringComparison.Ordinal)
            || (i.Name is "x0" && name.EndsWith('0'))
        )
            is { } interval
            ? (interval.Low, interval.High)
            : null;

    /// <summary>The centred parameters in the form's order; a floor that the law does not have is at minus infinity, with a variance of zero.</summary>
    private static (double[] Theta, double[]? Covariance) Coordinates(
        LawForm form,
        CentredParameters centred
    )
    {
        var p = form.Coordinates.Count;
        var offset = p - centred.Values.Count;
        var theta = new double[p];
        theta[0] = double.NegativeInfinity;
        for (var i = offset; i < p; i++)
        {
            theta[i] = centred.Values[i - offset];
        }

        if (centred.Covariance is not { } inner)
        {
            return (theta, null);
        }

        var n = p - offset;
        var covariance = new double[p * p];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                covariance[((i + offset) * p) + j + offset] = inner[(i * n) + j];
            }
        }

        return (theta, covariance);
    }

    private static Observations One(LossTable data) =>
        Observations.OfOne(
            data.Variables[0],
            Column(data, 0),
            Array.ConvertAll(data.SlotOfRow, slot => Elementary.Exp(data.LogLoss[slot])),
            Weights(data),
            Runs(data)
        );

    private static double[] Column(LossTable data, int column) =>
        Array.ConvertAll(data.SlotOfRow, slot => data.Rows[slot][column]);

    private static string[] Runs(LossTable data) =>
        Array.ConvertAll(data.SlotOfRow, slot => data.Runs[data.Run[slot]]);

    /// <summary>The weight of each row as given: that of its slot, shared.</summary>
    private static double[] Weights(LossTable data)
    {
        var share = new int[data.Rows.Length];
        foreach (var slot in data.SlotOfRow)
        {
            share[slot]++;
        }

        return Array.ConvertAll(data.SlotOfRow, slot => data.Weight[slot] / share[slot]);
    }
}
