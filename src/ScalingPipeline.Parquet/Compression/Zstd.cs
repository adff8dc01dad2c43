using System.Collections.Concurrent;

namespace ScalingPipeline.Parquet.Compression;

/// <summary>Zstandard through the system's library; its working contexts are reused.</summary>
internal static unsafe class Zstd
{
    // A 4-byte run-length block yields at most 128 KiB.
    public const int LargestExpansion = 1 << 15;

    public const string Missing =
        "its pages are compressed with zstd and the system's zstd library (libzstd.so.1, Debian package libzstd1) was not found";

    // ZSTD_CONTENTSIZE_UNKNOWN
    private const ulong UnknownSize = ulong.MaxValue;

    private static readonly ConcurrentQueue<nint> Decoders = new();
    private static readonly ConcurrentQueue<nint> Encoders = new();

    /// <summary>Refuses frames that say themselves that they hold another number of bytes, before memory is given.</summary>
    public static void CheckClaim(ReadOnlySpan<byte> input, int length)
    {
        var library = ForReading();
        var sum = 0UL;
        fixed (byte* source = input)
        {
            for (nuint at = 0; at < (nuint)input.Length; )
            {
                var left = (nuint)input.Length - at;
                var frame = library.FrameSize(source + at, left);
                var content = library.ContentSize(source + at, left);
                if (library.IsError(frame) != 0)
                {
                    FormatFault.Corrupt("the zstd data is damaged");
                }

                if (content == UnknownSize)
                {
                    return;
                }

                sum += content;
                at += frame;
            }
        }

        if (sum != (ulong)length)
        {
            FormatFault.Corrupt(
                $"the zstd data holds {sum} bytes where the page header says {length}"
            );
        }
    }

    public static void Decode(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var library = ForReading();
        if (!Decoders.TryDequeue(out var context))
        {
            context = library.CreateDecoder();
        }

        nuint written;
        fixed (
            byte* source = input,
                target = output
        )
        {
            written = library.Decompress(
                context,
                target,
                (nuint)output.Length,
                source,
                (nuint)input.Length
            );
        }

        Decoders.Enqueue(context);
        if (library.IsError(written) != 0 || written != (nuint)output.Length)
        {
            FormatFault.Corrupt(
                $"the zstd data is damaged or does not hold the {output.Length} bytes that the page header says"
            );
        }
    }

    public static int Bound(int length) => (int)Required().Bound((nuint)length);

    public static int Encode(ReadOnlySpan<byte> input, Span<byte> output, int level)
    {
        var library = Required();
        if (!Encoders.TryDequeue(out var context))
        {
            context = library.CreateEncoder();
        }

        nuint written;
        fixed (
            byte* source = input,
                target = output
        )
        {
            written = library.Compress(
                context,
                target,
                (nuint)output.Length,
                source,
                (nuint)input.Length,
                level
            );
        }

        Encoders.Enqueue(context);
        return library.IsError(written) == 0
            ? (int)written
            : throw new InvalidOperationException("The zstd library failed to compress a page.");
    }

    private static ZstdLibrary ForReading()
    {
        var library = ZstdLibrary.Instance;
        if (library is null)
        {
            FormatFault.Unsupported(Missing);
        }

        return library;
    }

    private static ZstdLibrary Required() =>
        ZstdLibrary.Instance
        ?? throw new NotSupportedException(
            "Writing zstd needs the system's zstd library (libzstd.so.1, Debian package libzstd1), which was not found."
        );
}
