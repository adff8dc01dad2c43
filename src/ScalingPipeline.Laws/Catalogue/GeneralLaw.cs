using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;

namespace ScalingPipeline.Laws.Catalogue;

/// <summary>Fits a form to a table for the catalogue.</summary>
internal static class GeneralLaw
{
    public static Func<LossTable, FitOptions, FittedTable> Of<TLaw>(
        Func<LossTable, FitOptions, LawForm<TLaw>> create,
        bool staysInside = false
    )
        where TLaw : struct =>
        (data, options) =>
        {
            var form = create(data, options);
            var fit = FormFit.Run(form, data, options).Fit;
            // Rounding does not put the largest point beyond itself.
            var largestX =
                staysInside && data.Rows.Length > 0
                    ? data.Rows.Max(row => row[0]) * (1 + 1e-12)
                    : double.PositiveInfinity;
            return new FittedTable(
                fit,
                new FormTableForecast(
                    new Lazy<Fit>(() => FormForecast.Of(form, data, fit, options.MaxIterations)),
                    largestX
                ),
                // On all processors: draws come first, so that their number changes no bit.
                (seed, replicates) =>
                    FormBootstrap.Parameters(
                        form,
                        data,
                        options,
                        seed,
                        replicates,
                        Environment.ProcessorCount
                    ),
                (name, level) => Profile(form, data, options, fit.Form!.Theta, name, level),
                row => fit.Form is { } end && row[0] <= largestX ? end.Loss(row) : double.NaN
            );
        };

    private static (double, double)? Profile(
        LawForm form,
        LossTable data,
        FitOptions options,
        double[] theta,
        string name,
        double level
    )
    {
        var coordinate = FormProfile.CoordinateOf(form, theta, name);
        if (coordinate < 0)
        {
            return null;
        }

        var problem = new FormProblem(form, data, options.Loss, options.MaxIterations);
        var optimum = problem.From(theta, data.Weight);
        var (low, high) = FormProfile.Of(problem, optimum, coordinate, level);
        return (
            Named(form, theta, coordinate, low, name),
            Named(form, theta, coordinate, high, name)
        );
    }

    private static double Named(
        LawForm form,
        double[] theta,
        int coordinate,
        double value,
        string name
    )
    {
        var moved = (double[])theta.Clone();
        moved[coordinate] = value;
        return form.NamedValues(moved)[form.Names(theta).ToList().IndexOf(name)];
    }
}
