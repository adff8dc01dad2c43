namespace ScalingPipeline.Parquet.Encodings;

/// <summary>Decodes the present values of one page, front to back.</summary>
internal abstract class ValueDecoder<T>
{
    /// <summary>Begins a page whose values lie in this part of <paramref name="buffer"/>, which stays unchanged until the page is done.</summary>
    public abstract void Begin(byte[] buffer, int offset, int length);

    /// <summary>Decodes exactly as many values as <paramref name="output"/> holds, or throws a <see cref="FormatFault"/>.</summary>
    public abstract void Read(Span<T> output);

    /// <summary>Whether the values lie in the page just as they are, so that they can be taken there.</summary>
    public virtual bool LiesOpen => false;

    /// <summary>The next <paramref name="count"/> values where they lie, until the next page begins; only where <see cref="LiesOpen"/>.</summary>
    public virtual ReadOnlySpan<T> Take(int count) => throw new NotSupportedException();

    protected static void Exhausted() =>
        FormatFault.Corrupt("the page holds fewer values than it claims");
}
