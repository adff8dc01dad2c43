using System.Buffers.Binary;

namespace ScalingPipeline.Parquet.Fuzzing;

/// <summary>Makes bad files of good ones. The same number gives the same file.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds, int seed)
{
    private const int TrailerSize = 8;

    public byte[] Make(long number)
    {
        var random = new Random(unchecked((int)(number * 2654435761) ^ seed));
        var file = seeds[random.Next(seeds.Count)].ToArray();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            file = Change(file, random);
        }

        return file;
    }

    private byte[] Change(byte[] file, Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                return file[..random.Next(file.Length + 1)];
            case 1 or 2:
                Flip(file, random);
                return file;
            case 3:
                return Splice(file, random);
            case 4 or 5:
                return ChangeFooter(file, random);
            default:
                return ChangePageHeader(file, random);
        }
    }

    private static void Flip(byte[] file, Random random)
    {
        for (var n = random.Next(1, 5); n > 0 && file.Length > 0; n--)
        {
            file[random.Next(file.Length)] = (byte)random.Next(256);
        }
    }

    private byte[] Splice(byte[] file, Random random)
    {
        var other = seeds[random.Next(seeds.Count)];
        var length = random.Next(1, 64);
        var from = random.Next(Math.Max(other.Length - length, 1));
        var to = random.Next(Math.Max(file.Length - length, 1));
        length = Math.Min(length, Math.Min(other.Length - from, file.Length - to));
        other.AsSpan(from, length).CopyTo(file.AsSpan(to));
        return file;
    }

    private static byte[] ChangeFooter(byte[] file, Random random)
    {
        if (Footer(file) is not { } footer)
        {
            return file;
        }

        ThriftMutation.Apply(footer.Root, random);
        var printed = ThriftPrinter.Print(footer.Root);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, printed.Length);
        return [.. file[..footer.Start], .. printed, .. length, .. "PAR1"u8];
    }

    // The header of a chunk's first page; what follows moves when the header changes its length.
    private static byte[] ChangePageHeader(byte[] file, Random random)
    {
        if (Footer(file) is not { } footer)
        {
            return file;
        }

        var offsets = Offsets(footer.Root).Where(at => at > 0 && at < footer.Start).ToArray();
        if (offsets.Length == 0)
        {
            return file;
        }

        var start = (int)offsets[random.Next(offsets.Length)];
        try
        {
            var (header, length) = ThriftParser.Parse(file, start);
            ThriftMutation.Apply(header, random);
            var printed = ThriftPrinter.Print(header);
            return [.. file[..start], .. printed, .. file[(start + length)..]];
        }
        catch (Exception fault) when (fault is IndexOutOfRangeException or ArgumentException)
        {
            return file;
        }
    }

    // FileMetaData.row_groups.columns.meta_data: data_page_offset and dictionary_page_offset.
    private static IEnumerable<long> Offsets(ThriftNode root) =>
        root
            .Children.Where(field => field.Field == 4)
            .SelectMany(groups => groups.Children)
            .SelectMany(group => group.Children.Where(field => field.Field == 1))
            .SelectMany(columns => columns.Children)
            .SelectMany(column => column.Children.Where(field => field.Field == 3))
            .SelectMany(metadata => metadata.Children.Where(field => field.Field is 9 or 11))
            .Select(field => (long)(field.Number >> 1));

    private static (ThriftNode Root, int Start)? Footer(byte[] file)
    {
        if (file.Length < TrailerSize + 4)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - TrailerSize));
        var start = (long)file.Length - TrailerSize - length;
        if (length <= 0 || start < 4)
        {
            return null;
        }

        try
        {
            return (ThriftParser.Parse(file, (int)start).Root, (int)start);
        }
        catch (Exception fault)
            when (fault
                    is IndexOutOfRangeException
                        or ArgumentException
                        or OutOfMemoryException
                        or OverflowException
            )
        {
            // Damaged by an earlier change.
            return null;
        }
    }
}
