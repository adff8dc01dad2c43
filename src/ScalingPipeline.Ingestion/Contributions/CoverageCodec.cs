namespace ScalingPipeline.Ingestion.Contributions;

/// <summary>Ranges as gap and length.</summary>
internal static class CoverageCodec
{
    public static void Write(ContributionWriter writer, Coverage coverage)
    {
        writer.Integer(coverage.Ranges.Count);
        var previous = 0L;
        foreach (var (first, last) in coverage.Ranges)
        {
            writer.Integer(unchecked(first - previous));
            writer.Integer(unchecked(last - first));
            previous = last;
        }
    }

    public static Coverage Read(ref ContributionReader reader)
    {
        var ranges = new (long First, long Last)[reader.Count(2)];
        var previous = 0L;
        for (var i = 0; i < ranges.Length; i++)
        {
            var first = unchecked(previous + reader.Integer());
            var last = unchecked(first + reader.Integer());
            if (last < first || (i > 0 && first <= previous))
            {
                throw ContributionReader.Broken("has ranges out of order");
            }

            ranges[i] = (first, last);
            previous = last;
        }

        return ranges.Length == 0 ? Coverage.None : new Coverage(ranges);
    }
}
