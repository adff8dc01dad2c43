using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Catalogue;

/// <summary>The additive laws for the catalogue: fitted, judged and resampled by their own kernel, and predicted and profiled as general forms, whose coordinates are the same.</summary>
internal static class AdditiveLaw
{
    public static FittedTable Power(LossTable data, FitOptions options, string scaleName)
    {
        var observations = One(data);
        var fitted = PowerLawFit.Fit(observations, options);
        var form = new PowerForm(data, options.WithFloor, scaleName);
        return Table(
            fitted.Fit,
            form,
            data,
            options,
            (seed, replicates) =>
                Bootstrap.OfPowerLaw(observations, options, seed, replicates) is { } sample
                    ? [.. sample.Laws.Select(law => new[] { law.LInf, law.X0, law.Alpha })]
                    : null
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
        return Table(
            fitted.Fit,
            new ChinchillaForm(data),
            data,
            options,
            (seed, replicates) =>
                Bootstrap.OfChinchilla(observations, options, seed, replicates) is { } sample
                    ?
                    [
                        .. sample.Laws.Select(law =>
                            new[] { law.E, law.A, law.B, law.Alpha, law.Beta }
                        ),
                    ]
                    : null
        );
    }

    private static FittedTable Table(
        Fit fit,
        LawForm form,
        LossTable data,
        FitOptions options,
        Func<ulong, int, double[][]?> resample
    )
    {
        if (fit.Centred is not { } centred)
        {
            return new FittedTable(fit, null, null, (_, _) => null, (_, _) => null);
        }

        var (theta, covariance) = Coordinates(form, centred);
        var jets = new Jet[theta.Length];
        Jet.Variables(theta, jets);
        var named = form.Named(jets);
        return new FittedTable(
            fit with
            {
                Parameters = FormFit.Estimates(named, covariance),
            },
            new FittedForm(form, theta, covariance),
            covariance is null ? null : FormFit.Propagate(named, covariance),
            (seed, replicates) =>
                resample(seed, replicates) is { } sample
                    ? new ParameterBootstrap([.. named.Select(n => n.Name)], sample)
                    : null,
            (name, level) => GeneralLaw.Profile(form, data, options, theta, name, level)
        );
    }

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
