using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Fitting.General;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>What a fit found, apart from the law itself. Everything is in full precision: store it unrounded.</summary>
public sealed record Fit
{
    public required FitKind Kind { get; init; }

    /// <summary>The estimator in words, for reports.</summary>
    public required string Estimator { get; init; }

    public required FitStatus Status { get; init; }

    /// <summary>Parameters under the law's own names; empty when there were too few points.</summary>
    public IReadOnlyList<ParameterEstimate> Parameters { get; init; } = [];

    /// <summary>The minimised sum; NaN when there were too few points.</summary>
    public double Objective { get; init; } = double.NaN;

    public ExitReason Exit { get; init; } = ExitReason.NotStarted;

    /// <summary>Largest absolute component of the gradient at the end, in log parameters and exponents.</summary>
    public double GradientNorm { get; init; } = double.NaN;

    /// <summary>Evaluations of objective and Hessian from the winning start.</summary>
    public int Iterations { get; init; }

    public int Starts { get; init; }

    /// <summary>How many of the starts reached the same objective within one part in a million.</summary>
    public int StartsAtMinimum { get; init; }

    /// <summary>Rows as given.</summary>
    public required int Points { get; init; }

    /// <summary>Rows of positive weight, each counted once however often it was recorded: the number that degrees of freedom are taken from.</summary>
    public required int Counted { get; init; }

    /// <summary>Distinct x, or distinct (N, D).</summary>
    public required int DistinctX { get; init; }

    /// <summary>log L observed minus predicted, in the order of the rows as given.</summary>
    public IReadOnlyList<double> Residuals { get; init; } = [];

    /// <summary>Robust scale of the residuals, in log loss: 1.4826 x median, guarded against collapse.</summary>
    public double Scale { get; init; } = double.NaN;

    /// <summary>Root mean square of the residuals, in log loss.</summary>
    public double ResidualRms { get; init; } = double.NaN;

    /// <summary>The fit in centred logs, with its covariance; null when there were too few points.</summary>
    public CentredParameters? Centred { get; init; }

    /// <summary>Covariance of <see cref="Parameters"/>, row by row, to first order; null for laws whose covariance is kept in <see cref="Centred"/>, or where none exists.</summary>
    public IReadOnlyList<double>? Covariance { get; init; }

    /// <summary>The end of a fit in the coordinates of a general form; null for additive laws outside the catalogue and when there were too few points.</summary>
    internal FittedForm? Form { get; init; }

    /// <summary>The largest compute (6 N D, or x itself) among the points: extrapolation is measured from here.</summary>
    public double LargestCompute { get; init; } = double.NaN;

    /// <summary>The estimate of a parameter by name.</summary>
    /// <exception cref="KeyNotFoundException">The law has no such parameter, or was not fitted.</exception>
    public ParameterEstimate this[string name] =>
        Parameters.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal))
        ?? throw new KeyNotFoundException(
            $"The fit has no parameter {name}; it has {string.Join(", ", Parameters.Select(p => p.Name))}."
        );
}

/// <summary>A law with the account of its fit.</summary>
/// <typeparam name="TLaw">The form of the law.</typeparam>
/// <param name="Law">Null when there were too few points; else look at the status before using it.</param>
/// <param name="Fit">What the fit found.</param>
public sealed record FittedLaw<TLaw>(TLaw? Law, Fit Fit)
    where TLaw : struct;
