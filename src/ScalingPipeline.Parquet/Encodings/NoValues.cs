namespace ScalingPipeline.Parquet.Encodings;

/// <summary>A page without bytes for values.</summary>
internal sealed class NoValues<T> : ValueDecoder<T>
{
    public static readonly NoValues<T> Instance = new();

    public override void Begin(byte[] buffer, int offset, int length) { }

    public override void Read(Span<T> output)
    {
        if (output.Length > 0)
        {
            Exhausted();
        }
    }
}
