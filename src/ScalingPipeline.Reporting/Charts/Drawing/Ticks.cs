namespace ScalingPipeline.Reporting.Charts.Drawing;

/// <summary>A mark on an axis; minor ones carry no text.</summary>
public readonly record struct Tick(double Value, string? Label);

/// <summary>
/// Where the marks of an axis stand. Over several decades: at powers of ten, with minor marks between; over few: at 1-2-5; within
/// one: at even steps. Always as many labels as fit side by side, nine at most.
/// </summary>
public static class Ticks
{
    private const int MostLabels = 9;

    private static readonly int[] _strides = [8, 6, 5, 4, 3, 2, 1];

    /// <param name="scale">The axis.</param>
    /// <param name="label">Writes a value.</param>
    /// <param name="room">Room in chart units that a label takes along the axis.</param>
    public static IReadOnlyList<Tick> For(
        Scale scale,
        Func<double, string> label,
        Func<string, double> room
    )
    {
        IReadOnlyList<double> best = [];
        foreach (var candidate in Candidates(scale))
        {
            var enough = best.Count >= 3 && candidate.Count > 7;
            if (candidate.Count > best.Count && !enough && Fits(candidate, scale, label, room))
            {
                best = candidate;
            }
        }

        var labelled = best.Select(value => new Tick(value, label(value)));
        var minor = Minor(scale).Where(v => !best.Any(b => Math.Abs(b - v) < 1e-9 * Math.Abs(v)));
        return [.. labelled, .. minor.Select(value => new Tick(value, null))];
    }

    private static IEnumerable<IReadOnlyList<double>> Candidates(Scale scale)
    {
        if (!scale.Logarithmic)
        {
            return Even(scale);
        }

        var decades = Math.Log10(scale.High / scale.Low);
        return decades < 0.9
            ? Even(scale)
            : _strides
                .Select(stride => Decades(scale, [1], stride))
                .Concat(
                    decades < 3.2 ? [Decades(scale, [1, 3], 1), Decades(scale, [1, 2, 5], 1)] : []
                );
    }

    private static IEnumerable<IReadOnlyList<double>> Even(Scale scale)
    {
        var span = scale.High - scale.Low;
        var power = Math.Pow(10, Math.Floor(Math.Log10(span)));
        double[] steps = [5 * power, 2 * power, power, power / 2, power / 5, power / 10];
        foreach (var step in steps)
        {
            var first = Math.Ceiling((scale.Low / step) - 1e-9);
            var last = Math.Floor((scale.High / step) + 1e-9);
            yield return
            [
                .. Enumerable
                    .Range(0, (int)Math.Max(0, last - first + 1))
                    .Select(i => Math.Round((first + i) * step / power, 6) * power),
            ];
        }
    }

    private static List<double> Decades(Scale scale, int[] digits, int stride)
    {
        var values = new List<double>();
        var last = (int)Math.Floor(Math.Log10(scale.High));
        for (var power = (int)Math.Floor(Math.Log10(scale.Low)); power <= last; power++)
        {
            if (power % stride != 0)
            {
                continue;
            }

            values.AddRange(
                digits
                    .Select(digit => digit * Math.Pow(10, power))
                    .Where(v => v >= scale.Low && v <= scale.High)
            );
        }

        return values;
    }

    private static List<double> Minor(Scale scale)
    {
        var decades = scale.Logarithmic ? Math.Log10(scale.High / scale.Low) : 0;
        return decades is >= 0.9 and < 12 ? Decades(scale, [1, 2, 3, 4, 5, 6, 7, 8, 9], 1) : [];
    }

    private static bool Fits(
        IReadOnlyList<double> values,
        Scale scale,
        Func<double, string> label,
        Func<string, double> room
    )
    {
        if (values.Count > MostLabels)
        {
            return false;
        }

        for (var i = 1; i < values.Count; i++)
        {
            var apart = Math.Abs(scale.At(values[i]) - scale.At(values[i - 1]));
            if (apart < (room(label(values[i])) + room(label(values[i - 1]))) / 2)
            {
                return false;
            }
        }

        return values.Select(label).Distinct(StringComparer.Ordinal).Count() == values.Count;
    }
}
