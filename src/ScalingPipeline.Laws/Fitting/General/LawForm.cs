using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>A law as the solver sees it: coordinates in which it is nearly linear, its logarithm in jets, starts, and what would make a part of it superfluous.</summary>
internal abstract class LawForm
{
    /// <summary>The law as messages name it, such as <c>L(N, D)</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The solver's coordinates.</summary>
    public abstract IReadOnlyList<FormParameter> Coordinates { get; }

    /// <summary>Parts that the data must be asked for; the first one they do not want decides.</summary>
    public virtual IReadOnlyList<Restriction> Restrictions => [];

    /// <summary>ln L of one row of the table.</summary>
    public abstract Jet LogLoss(ReadOnlySpan<Jet> theta, ReadOnlySpan<double> row);

    /// <summary>Points from which to start, best guesses first.</summary>
    public abstract IReadOnlyList<double[]> Starts(LossTable data);

    /// <summary>The parameters under the law's own names.</summary>
    public abstract IReadOnlyList<NamedJet> Named(ReadOnlySpan<Jet> theta);

    /// <summary>Whether a column carries an exponent, so that it must span some range.</summary>
    public virtual bool NeedsRangeOf(int column) => true;

    /// <summary>What the data lack to determine the law, whatever the fit, as one sentence; null when they lack nothing that is known beforehand.</summary>
    public virtual string? Lacking => null;

    /// <summary>What extrapolation is measured in; the first variable unless a law says otherwise.</summary>
    public virtual double Compute(ReadOnlySpan<double> row) => row[0];

    /// <summary>ln L of one row, without derivatives.</summary>
    public double LogLossAt(ReadOnlySpan<double> theta, ReadOnlySpan<double> row)
    {
        var jets = new Jet[theta.Length];
        Jet.Constants(theta, jets);
        return LogLoss(jets, row).Value;
    }

    /// <summary>The values of <see cref="Named"/>.</summary>
    public double[] NamedValues(double[] theta)
    {
        var jets = new Jet[theta.Length];
        Jet.Constants(theta, jets);
        return [.. Named(jets).Select(named => named.Value.Value)];
    }

    /// <summary>The law's own names of its parameters, in order.</summary>
    public IReadOnlyList<string> Names(double[] theta)
    {
        var jets = new Jet[theta.Length];
        Jet.Constants(theta, jets);
        return [.. Named(jets).Select(named => named.Name)];
    }

    /// <summary>The gradient of ln L of one row by the coordinates.</summary>
    public double[] Gradient(ReadOnlySpan<double> theta, ReadOnlySpan<double> row)
    {
        var jets = new Jet[theta.Length];
        Jet.Variables(theta, jets);
        var value = LogLoss(jets, row);
        return [.. Enumerable.Range(0, theta.Length).Select(i => value.Slope(i))];
    }
}

/// <summary>A form with its law.</summary>
internal abstract class LawForm<TLaw> : LawForm
    where TLaw : struct
{
    public abstract TLaw LawOf(double[] theta);
}

/// <summary>A coordinate of the solver.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Lower">Where it is held from below.</param>
/// <param name="Upper">Where it is held from above.</param>
/// <param name="AtLower">What it means to end there, after "...: "; null when that is no finding of its own.</param>
/// <param name="AtUpper">What it means to end there.</param>
/// <param name="MayVanish">Whether ending at a bound only says that the part is absent, which a restriction then judges.</param>
/// <param name="IsExponent">Whether it is an exponent, which must be told from zero.</param>
/// <param name="MayEndBelow">Whether ending at the lower bound is a finding like any other.</param>
internal sealed record FormParameter(
    string Name,
    double Lower = double.NegativeInfinity,
    double Upper = double.PositiveInfinity,
    string? AtLower = null,
    string? AtUpper = null,
    bool MayVanish = false,
    bool IsExponent = false,
    bool MayEndBelow = false
)
{
    /// <summary>An exponent, held where it stops being one.</summary>
    public static FormParameter Exponent(string name, string variable) =>
        new(
            name,
            AdditiveForm.LeastExponent,
            AdditiveForm.GreatestExponent,
            $"the losses do not bend towards a power law of {variable}",
            $"the loss falls once with {variable} and is then flat",
            IsExponent: true
        );
}

/// <summary>A parameter under the law's own name, as a function of the solver's coordinates.</summary>
internal readonly record struct NamedJet(string Name, Jet Value);

/// <summary>A simpler law inside the law: one coordinate held at a value.</summary>
/// <param name="Coordinate">Which.</param>
/// <param name="Value">Where the part vanishes.</param>
/// <param name="Verdict">What to answer when the data are as well explained without it.</param>
/// <param name="Finding">The start of the sentence, such as "E is not identified".</param>
/// <param name="Freedom">How many coordinates say nothing any more where the part has vanished, this one among them.</param>
/// <param name="Confidence">Of the test.</param>
internal sealed record Restriction(
    int Coordinate,
    double Value,
    Identification Verdict,
    string Finding,
    int Freedom = 1,
    double Confidence = 0.95
);
