namespace ScalingPipeline.Parquet.Encodings;

/// <summary>DELTA_LENGTH_BYTE_ARRAY values.</summary>
internal sealed class DeltaLengthByteArrays<T>(ByteArrayConverter<T> convert) : ValueDecoder<T>
{
    private readonly DeltaLengthSlices _slices = new();

    public override void Begin(byte[] buffer, int offset, int length) =>
        _slices.Begin(buffer, offset, length);

    public override void Read(Span<T> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = convert(_slices.Next());
        }
    }
}
