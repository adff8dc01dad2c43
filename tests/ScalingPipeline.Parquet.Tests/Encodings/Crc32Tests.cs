using ScalingPipeline.Parquet.Encodings;

namespace ScalingPipeline.Parquet.Tests.Encodings;

public sealed class Crc32Tests
{
    // The check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms.
    [Fact]
    public void The_checksum_is_the_one_of_gzip() =>
        Assert.Equal(0xCBF43926u, Crc32.Compute("123456789"u8));
}
