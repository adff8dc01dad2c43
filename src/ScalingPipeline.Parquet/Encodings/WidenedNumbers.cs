using System.Numerics;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>Reads a narrower stored type as a wider one, exactly.</summary>
internal sealed class WidenedNumbers<TStored, T>(ValueDecoder<TStored> stored) : ValueDecoder<T>
    where TStored : unmanaged, INumberBase<TStored>
    where T : unmanaged, INumberBase<T>
{
    private readonly TStored[] _batch = new TStored[512];

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
                output[i] = T.CreateTruncating(batch[i]);
            }

            output = output[batch.Length..];
        }
    }
}
