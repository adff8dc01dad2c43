using System.Numerics;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>DELTA_BINARY_PACKED integers, 32 at a time so that memory does not depend on what the page claims.</summary>
internal sealed class DeltaNumbers<T> : ValueDecoder<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly DeltaGroups _groups = new();

    public override void Begin(byte[] buffer, int offset, int length) =>
        _groups.Begin(buffer, offset, length);

    public override void Read(Span<T> output)
    {
        while (output.Length > 0)
        {
            var ready = _groups.Ready();
            if (ready.Length == 0)
            {
                Exhausted();
            }

            var taken = Math.Min(ready.Length, output.Length);
            for (var i = 0; i < taken; i++)
            {
                output[i] = T.CreateTruncating(ready[i]);
            }

            _groups.Take(taken);
            output = output[taken..];
        }
    }
}
