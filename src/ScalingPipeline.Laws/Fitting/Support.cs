using ScalingPipeline.Laws.Fitting.Additive;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>What range of x the observations cover.</summary>
/// <param name="Variables">The names of the variables.</param>
/// <param name="Distinct">Distinct points.</param>
/// <param name="DistinctOfEach">Distinct values of each variable.</param>
/// <param name="RatioOfEach">Largest over smallest value of each variable.</param>
/// <param name="LargestCompute">Among the points.</param>
/// <param name="Entangled">The sentence to show when two variables go together; null when they do not.</param>
internal sealed record Support(
    IReadOnlyList<string> Variables,
    int Distinct,
    IReadOnlyList<int> DistinctOfEach,
    IReadOnlyList<double> RatioOfEach,
    double LargestCompute,
    string? Entangled
)
{
    /// <summary>A range of x below this factor cannot tell a power law from a line.</summary>
    public const double LeastRatio = 3;

    /// <summary>Three values pin down the exponent and prefactor of one term, given the rest.</summary>
    private const int LeastOfEach = 3;

    public static Support Of(Observations data)
    {
        var used = Enumerable.Range(0, data.X.Length).Where(i => data.Weight[i] > 0).ToArray();
        double[][] columns = data.SecondX is null ? [data.X] : [data.X, data.SecondX];
        var ofEach = Array.ConvertAll(columns, c => used.Select(i => c[i]).Distinct().Count());
        var ratios = Array.ConvertAll(
            columns,
            c => used.Length == 0 ? 1 : used.Max(i => c[i]) / used.Min(i => c[i])
        );
        var distinct = used.Select(i => (data.X[i], data.SecondX?[i] ?? 0)).Distinct().Count();
        var largest = used.Length == 0 ? double.NaN : used.Max(data.Compute);
        return new Support(
            data.Variables,
            distinct,
            ofEach,
            ratios,
            largest,
            data.SecondX is { } second
                ? Entanglement.Of(
                    Array.ConvertAll(used, i => data.X[i]),
                    Array.ConvertAll(used, i => second[i]),
                    Array.ConvertAll(used, i => data.Run[i]),
                    data.Variables[0],
                    data.Variables[1]
                )
                : null
        );
    }

    /// <summary>The sentence to show when the form has too many parameters for these points; null when there are enough.</summary>
    public string? TooFew(AdditiveForm form)
    {
        var law = $"L({string.Join(", ", Variables)})";
        var needed = form.ParameterCount + 1;
        if (Distinct < needed)
        {
            return $"{law} needs at least {needed} {Things}; there {Are(Distinct)} {Distinct}.";
        }

        for (var k = 0; Variables.Count > 1 && k < Variables.Count; k++)
        {
            if (DistinctOfEach[k] < LeastOfEach)
            {
                return $"{law} needs at least {LeastOfEach} values of {Variables[k]}; there {Are(DistinctOfEach[k])} {DistinctOfEach[k]}.";
            }
        }

        return null;
    }

    /// <summary>The sentence to show when the points lie too close together; null when the range is wide enough.</summary>
    public string? TooNarrow()
    {
        for (var k = 0; k < Variables.Count; k++)
        {
            if (RatioOfEach[k] < LeastRatio)
            {
                return $"{Variables[k]} spans only a factor {RatioOfEach[k]:G3}; an exponent needs at least a factor {LeastRatio}.";
            }
        }

        return null;
    }

    /// <summary>What the distinct values are called: sizes, amounts of data, amounts of compute, positions.</summary>
    public string Things =>
        Variables.Count > 1
            ? $"different ({string.Join(", ", Variables)})"
            : Variables[0] switch
            {
                "N" => "sizes",
                "D" => "amounts of data",
                "C" => "amounts of compute",
                "t" => "context positions",
                var other => $"values of {other}",
            };

    private static string Are(int count) => count == 1 ? "is" : "are";
}
