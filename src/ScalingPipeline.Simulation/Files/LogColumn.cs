using ScalingPipeline.Parquet;

namespace ScalingPipeline.Simulation.Files;

/// <summary>A column of a log, without nulls.</summary>
internal abstract record LogColumn(string Name)
{
    public abstract int Rows { get; }

    public abstract OutputColumn Output { get; }

    /// <summary>The rows from <paramref name="first"/> on, <paramref name="count"/> of them.</summary>
    public abstract LogColumn Slice(int first, int count);

    /// <summary>As the next column of the open row group.</summary>
    public abstract void Write(ParquetWriter writer);
}

internal sealed record LongColumn(string Name, ReadOnlyMemory<long> Values) : LogColumn(Name)
{
    public override int Rows => Values.Length;

    public override OutputColumn Output => OutputColumn.Int64(Name);

    public override LogColumn Slice(int first, int count) =>
        this with
        {
            Values = Values.Slice(first, count),
        };

    public override void Write(ParquetWriter writer) => writer.Write(Values.Span);
}

internal sealed record IntColumn(string Name, ReadOnlyMemory<int> Values) : LogColumn(Name)
{
    public override int Rows => Values.Length;

    public override OutputColumn Output => OutputColumn.Int32(Name);

    public override LogColumn Slice(int first, int count) =>
        this with
        {
            Values = Values.Slice(first, count),
        };

    public override void Write(ParquetWriter writer) => writer.Write(Values.Span);
}

internal sealed record FloatColumn(string Name, ReadOnlyMemory<float> Values) : LogColumn(Name)
{
    public override int Rows => Values.Length;

    public override OutputColumn Output => OutputColumn.Float(Name);

    public override LogColumn Slice(int first, int count) =>
        this with
        {
            Values = Values.Slice(first, count),
        };

    public override void Write(ParquetWriter writer) => writer.Write(Values.Span);
}

/// <summary>A list of <paramref name="Length"/> floats in every row.</summary>
internal sealed record FloatListColumn(string Name, ReadOnlyMemory<float> Values, int Length)
    : LogColumn(Name)
{
    public override int Rows => Values.Length / Length;

    public override OutputColumn Output => OutputColumn.FloatList(Name);

    public override LogColumn Slice(int first, int count) =>
        this with
        {
            Values = Values.Slice(first * Length, count * Length),
        };

    public override void Write(ParquetWriter writer)
    {
        var lengths = new int[Rows];
        Array.Fill(lengths, Length);
        writer.WriteLists(lengths, Values.Span);
    }
}
