using System.Runtime.CompilerServices;

namespace ScalingPipeline.Parquet.Compression;

/// <summary>Snappy's raw block format (google/snappy, format_description.txt), decoded with every bound checked.</summary>
internal static unsafe class SnappyDecoder
{
    // A 3-byte copy yields at most 64 bytes.
    public const int LargestExpansion = 22;

    /// <summary>Fills the first <paramref name="length"/> bytes of <paramref name="output"/>; what lies behind may be overwritten.</summary>
    public static void Decode(ReadOnlySpan<byte> input, Span<byte> output, int length)
    {
        var head = ReadLength(input, out var claimed);
        if (claimed != (uint)length)
        {
            FormatFault.Corrupt(
                $"the Snappy data claims {claimed} bytes where the page header says {length}"
            );
        }

        fixed (
            byte* source = input,
                target = output
        )
        {
            if (
                !Run(
                    source + head,
                    source + input.Length,
                    target,
                    target + length,
                    target + output.Length
                )
            )
            {
                FormatFault.Corrupt("the Snappy data is damaged");
            }
        }
    }

    private static int ReadLength(ReadOnlySpan<byte> input, out uint length)
    {
        length = 0;
        for (var i = 0; i < 5 && i < input.Length; i++)
        {
            length |= (uint)(input[i] & 0x7F) << (7 * i);
            if (input[i] < 0x80)
            {
                return i + 1;
            }
        }

        FormatFault.Corrupt("the Snappy data has no length");
        return 0;
    }

    // room is where the buffer ends, end where its payload does: wide stores may cross the latter, never the former.
    private static bool Run(byte* input, byte* inputEnd, byte* start, byte* end, byte* room)
    {
        var output = start;
        while (input < inputEnd)
        {
            var tag = *input++;
            nint length;
            nint offset;
            switch (tag & 3)
            {
                case 0:
                    length = (tag >> 2) + 1;
                    if (length <= 16 && inputEnd - input >= 16 && room - output >= 16)
                    {
                        Copy16(input, output);
                    }
                    else
                    {
                        if (length > 60)
                        {
                            var bytes = (int)length - 60;
                            if (inputEnd - input < bytes)
                            {
                                return false;
                            }

                            length = LittleEndian(input, bytes) + 1;
                            input += bytes;
                        }

                        if (inputEnd - input < length || end - output < length)
                        {
                            return false;
                        }

                        Buffer.MemoryCopy(input, output, length, length);
                    }

                    input += length;
                    output += length;
                    if (output > end)
                    {
                        return false;
                    }

                    continue;
                case 1:
                    if (inputEnd - input < 1)
                    {
                        return false;
                    }

                    length = ((tag >> 2) & 7) + 4;
                    offset = ((tag >> 5) << 8) | *input++;
                    break;
                case 2:
                    if (inputEnd - input < 2)
                    {
                        return false;
                    }

                    length = (tag >> 2) + 1;
                    offset = Unsafe.ReadUnaligned<ushort>(input);
                    input += 2;
                    break;
                default:
                    if (inputEnd - input < 4)
                    {
                        return false;
                    }

                    length = (tag >> 2) + 1;
                    offset = (nint)Unsafe.ReadUnaligned<uint>(input);
                    input += 4;
                    break;
            }

            if (offset == 0 || offset > output - start || length > end - output)
            {
                return false;
            }

            CopyBack(output, offset, length, room);
            output += length;
        }

        return output == end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyBack(byte* output, nint offset, nint length, byte* room)
    {
        var from = output - offset;
        if (room - output < length + 32)
        {
            for (nint i = 0; i < length; i++)
            {
                output[i] = from[i];
            }

            return;
        }

        var stop = output + length;
        if (offset >= 16)
        {
            do
            {
                Copy16(from, output);
                from += 16;
                output += 16;
            } while (output < stop);
            return;
        }

        // Double the distance until eight bytes do not overlap: the copied pattern repeats itself.
        while (output - from < 8)
        {
            Copy8(from, output);
            output += output - from;
        }

        while (output < stop)
        {
            Copy8(from, output);
            from += 8;
            output += 8;
        }
    }

    private static nint LittleEndian(byte* input, int bytes)
    {
        nint value = 0;
        for (var i = 0; i < bytes; i++)
        {
            value |= (nint)input[i] << (8 * i);
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy16(byte* from, byte* to) =>
        Unsafe.WriteUnaligned(to, Unsafe.ReadUnaligned<Int128>(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy8(byte* from, byte* to) =>
        Unsafe.WriteUnaligned(to, Unsafe.ReadUnaligned<ulong>(from));
}
