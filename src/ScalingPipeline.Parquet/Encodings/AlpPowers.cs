using System.Numerics;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>The powers of ten of ALP, each the correctly rounded value of its decimal literal, as AlpEncoding.md demands.</summary>
internal static class AlpPowers<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    /// <summary>The largest exponent: 10 for single precision, 18 for double.</summary>
    public static int Largest => typeof(T) == typeof(float) ? 10 : 18;

    public static T[] Positive { get; } = Powers("1E");

    public static T[] Negative { get; } = Powers("1E-");

    // Parsing rounds correctly; a computed power need not.
    private static T[] Powers(string head) =>
        [
            .. Enumerable
                .Range(0, Largest + 1)
                .Select(power =>
                    T.Parse(
                        $"{head}{power}",
                        System.Globalization.NumberStyles.Float,
                        System.Globalization.CultureInfo.InvariantCulture
                    )
                ),
        ];
}
