using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Parquet.Encodings;
using ScalingPipeline.Parquet.Writing;

namespace ScalingPipeline.Parquet.Tests.Encodings;

public sealed class HybridTests
{
    [Fact]
    public void Runs_and_packed_values_come_back_in_pieces_of_any_size() =>
        Prop.ForAll<byte[], byte, byte>(
                (seed, widthSeed, pieceSeed) =>
                {
                    var width = 1 + widthSeed % 8;
                    var values = seed.SelectMany(b =>
                            Enumerable.Repeat((byte)(b & ((1 << width) - 1)), 1 + b % 21)
                        )
                        .ToArray();
                    using var output = new PooledBuffer();
                    HybridEncoder.Write<byte>(values, width, output);
                    var decoder = new HybridDecoder();
                    decoder.Reset(output.Written.ToArray(), 0, output.Length, width);
                    var decoded = new byte[values.Length];
                    for (var at = 0; at < decoded.Length; )
                    {
                        var piece = Math.Min(1 + pieceSeed % 50, decoded.Length - at);
                        decoder.Read(decoded.AsSpan(at, piece));
                        at += piece;
                    }

                    Assert.Equal(values, decoded);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20240917, 7919));

    [Fact]
    public void A_repeated_value_wider_than_its_bits_is_refused()
    {
        var decoder = new HybridDecoder();
        decoder.Reset([0x10, 0x04], 0, 2, 2);
        Assert.Throws<FormatFault>(() => decoder.Read(new byte[8]));
    }
}
