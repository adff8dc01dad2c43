namespace ScalingPipeline.Parquet;

/// <summary>A column to be written.</summary>
public sealed class OutputColumn
{
    private OutputColumn(string name, PhysicalType type, bool isNullable, OutputEncoding encoding)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Name, PhysicalType, IsNullable, Encoding) = (name, type, isNullable, encoding);
    }

    public string Name { get; }

    public PhysicalType PhysicalType { get; }

    public bool IsNullable { get; }

    public bool IsList { get; private init; }

    public OutputEncoding Encoding { get; }

    /// <summary>Whether the smallest and largest value are noted, by which readers skip what they do not look for.</summary>
    public bool HasBounds { get; private init; } = true;

    internal int MaxDefinitionLevel => (IsNullable ? 1 : 0) + (IsList ? 2 : 0);

    internal int MaxRepetitionLevel => IsList ? 1 : 0;

    public static OutputColumn Int32(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => new(name, PhysicalType.Int32, nullable, NotSplit(encoding));

    public static OutputColumn Int64(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => new(name, PhysicalType.Int64, nullable, NotSplit(encoding));

    public static OutputColumn Float(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => new(name, PhysicalType.Float, nullable, NotDelta(encoding));

    public static OutputColumn Double(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => new(name, PhysicalType.Double, nullable, NotDelta(encoding));

    public static OutputColumn Boolean(string name, bool nullable = false) =>
        new(name, PhysicalType.Boolean, nullable, OutputEncoding.Plain);

    /// <summary>Text, stored as UTF-8.</summary>
    public static OutputColumn Text(string name, bool nullable = false) =>
        new(name, PhysicalType.ByteArray, nullable, OutputEncoding.Automatic);

    /// <summary>Lists of floats; elements may be null, and the lists themselves if <paramref name="nullable"/>.</summary>
    public static OutputColumn FloatList(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic,
        bool bounds = true
    ) =>
        new(name, PhysicalType.Float, nullable, NotDelta(encoding))
        {
            IsList = true,
            HasBounds = bounds,
        };

    private static OutputEncoding NotDelta(OutputEncoding encoding) =>
        encoding == OutputEncoding.DeltaBinaryPacked
            ? throw new ArgumentException(
                "DELTA_BINARY_PACKED is for integers only.",
                nameof(encoding)
            )
            : encoding;

    // The format allows it since 2.11, but other engines refuse to read it.
    private static OutputEncoding NotSplit(OutputEncoding encoding) =>
        encoding == OutputEncoding.ByteStreamSplit
            ? throw new ArgumentException(
                "BYTE_STREAM_SPLIT is for floats and doubles only.",
                nameof(encoding)
            )
            : encoding;
}
