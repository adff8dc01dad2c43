using ScalingPipeline.Parquet.Encodings;

namespace ScalingPipeline.Parquet.Tests.Encodings;

public sealed class BitUnpackingTests
{
    [Fact]
    public void Every_width_unpacks_what_was_packed_up_to_the_last_byte_of_the_buffer()
    {
        var random = new Random(1);
        for (var width = 1; width <= 32; width++)
        {
            foreach (var groups in (int[])[1, 2, 3, 7, 40])
            {
                var numbers = new uint[8 * groups];
                for (var i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = (uint)random.NextInt64(1L << width);
                }

                var packed = new byte[3 + groups * width];
                BitPacking.Pack<uint>(numbers, width, packed.AsSpan(3));
                var unpacked = new int[numbers.Length];
                BitUnpacking.Unpack(packed, 3, width, unpacked);
                Assert.Equal(numbers, unpacked.Select(n => (uint)n));
            }
        }
    }

    [Fact]
    public void Wide_numbers_unpack_what_was_packed()
    {
        var random = new Random(2);
        for (var width = 0; width <= 64; width++)
        {
            var numbers = new ulong[32];
            for (var i = 0; i < numbers.Length; i++)
            {
                var bits = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
                numbers[i] = width == 0 ? 0 : bits >> (64 - width);
            }

            var packed = new byte[4 * width];
            BitPacking.Pack<ulong>(numbers, width, packed);
            var unpacked = new long[32];
            BitUnpacking.Unpack32(packed, width, unpacked);
            Assert.Equal(numbers, unpacked.Select(n => (ulong)n));
        }
    }
}
