using System.Buffers;
using System.Buffers.Binary;
using ScalingPipeline.Parquet.Thrift;

namespace ScalingPipeline.Parquet.Reading;

/// <summary>Finds and reads the footer, usually by one read of the file's tail, and says what a file without one is.</summary>
internal static class FooterLocator
{
    private const int TailSize = 1 << 16;
    private const int TrailerSize = 8;
    private const int SmallestFile = 12;

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    private static ReadOnlySpan<byte> EncryptedMagic => "PARE"u8;

    public static (FileMetadata Metadata, long FooterOffset) Read(IByteSource source)
    {
        var length = source.Length;
        var tailLength = (int)Math.Min(length, TailSize);
        var buffer = ArrayPool<byte>.Shared.Rent(TailSize);
        try
        {
            var tail = buffer.AsSpan(0, tailLength);
            source.Read(length - tailLength, tail);
            CheckMagic(source, tail);
            var footerLength = BinaryPrimitives.ReadUInt32LittleEndian(tail[^TrailerSize..]);
            if (footerLength > length - SmallestFile)
            {
                FormatFault.Corrupt(
                    $"its footer claims {footerLength} bytes in a file of {length}"
                );
            }

            var offset = length - TrailerSize - footerLength;
            if (footerLength + TrailerSize <= tailLength)
            {
                var start = tailLength - TrailerSize - (int)footerLength;
                return (FooterReader.Read(tail.Slice(start, (int)footerLength)), offset);
            }

            return (ReadLarge(source, offset, (int)footerLength), offset);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static FileMetadata ReadLarge(IByteSource source, long offset, int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            source.Read(offset, buffer.AsSpan(0, length));
            return FooterReader.Read(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void CheckMagic(IByteSource source, ReadOnlySpan<byte> tail)
    {
        if (tail.Length >= SmallestFile && tail[^4..].SequenceEqual(Magic))
        {
            return;
        }

        if (tail.Length >= SmallestFile && tail[^4..].SequenceEqual(EncryptedMagic))
        {
            FormatFault.Encrypted("it is encrypted");
        }

        Span<byte> head = stackalloc byte[(int)Math.Min(4, source.Length)];
        source.Read(0, head);
        if (Magic.StartsWith(head) || EncryptedMagic.StartsWith(head))
        {
            throw FormatFault.HalfWritten(
                source.Length == 0
                    ? "it is empty"
                    : $"it is half-written: its {source.Length} bytes do not end with PAR1"
            );
        }

        throw FormatFault.NotParquet("it is not a Parquet file: it does not end with PAR1");
    }
}
