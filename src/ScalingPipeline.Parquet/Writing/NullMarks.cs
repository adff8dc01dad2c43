namespace ScalingPipeline.Parquet.Writing;

/// <summary>Brings the two ways to say null, marks and null references, together.</summary>
internal static class NullMarks
{
    public static ReadOnlySpan<bool> Of<T>(ReadOnlySpan<T> values, ReadOnlySpan<bool> isNull)
    {
        if (typeof(T).IsValueType)
        {
            return isNull;
        }

        bool[]? marks = null;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is null && (isNull.Length <= i || !isNull[i]))
            {
                marks ??= [.. isNull, .. new bool[values.Length - isNull.Length]];
                marks[i] = true;
            }
        }

        return marks ?? isNull;
    }
}
