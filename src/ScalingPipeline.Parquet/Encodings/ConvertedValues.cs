namespace ScalingPipeline.Parquet.Encodings;

/// <summary>Reads stored numbers as another type, one by one.</summary>
internal sealed class ConvertedValues<TStored, T>(
    ValueDecoder<TStored> stored,
    Func<TStored, T> convert
) : ValueDecoder<T>
{
    private readonly TStored[] _batch = new TStored[256];

    public override void Begin(byte[] buffer, int offset, int length) =>
        stored.Begin(buffer, offset, length);

    public override void Read(Span<T> output)
    {
        while (output.Length > 0)
        {
            var batch = _batch.AsSpan(0, Math.Min(_batch.Length, output.Length));
            stored.Read(batch);
            for (var i = 0; i < batch.Length; i++)
            {
                output[i] = convert(batch[i]);
            }

            output = output[batch.Length..];
        }
    }
}
