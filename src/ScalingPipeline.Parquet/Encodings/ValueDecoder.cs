namespace ScalingPipeline.Parquet.Encodings;

/// <summary>Decodes the present values of one page, front to back.</summary>
internal abstract class ValueDecoder<T>
{
    /// <summary>Begins a page whose values lie in this part of <paramref name="buffer"/>, which stays unchanged until the page is done.</summary>
    public abstract void Begin(byte[] buffer, int offset, int length);

    /// <summary>Decodes exactly as many values as <paramref name="output"/> holds, or throws a <see cref="FormatFault"/>.</summary>
    public abstract void Read(Span<T> output);

    protected static void Exhausted() =>
        FormatFault.Corrupt("the page holds fewer values than it claims");
}
