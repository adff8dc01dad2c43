using System.Buffers.Binary;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>The CRC-32 of pages (polynomial 0x04C11DB7, reflected, as in gzip), eight bytes a step.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    public static uint Compute(ReadOnlySpan<byte> data) => ~Update(~0u, data);

    public static uint Compute(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        ~Update(Update(~0u, first), second);

    private static uint Update(uint crc, ReadOnlySpan<byte> data)
    {
        var t = Table;
        while (data.Length >= 8)
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(data) ^ crc;
            crc =
                t[0x700 + (int)(word & 0xFF)]
                ^ t[0x600 + (int)((word >> 8) & 0xFF)]
                ^ t[0x500 + (int)((word >> 16) & 0xFF)]
                ^ t[0x400 + (int)((word >> 24) & 0xFF)]
                ^ t[0x300 + (int)((word >> 32) & 0xFF)]
                ^ t[0x200 + (int)((word >> 40) & 0xFF)]
                ^ t[0x100 + (int)((word >> 48) & 0xFF)]
                ^ t[(int)(word >> 56)];
            data = data[8..];
        }

        foreach (var b in data)
        {
            crc = (crc >> 8) ^ t[(int)((crc ^ b) & 0xFF)];
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[8 * 256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
            }

            table[i] = crc;
        }

        for (var i = 256; i < table.Length; i++)
        {
            table[i] = (table[i - 256] >> 8) ^ table[table[i - 256] & 0xFF];
        }

        return table;
    }
}
