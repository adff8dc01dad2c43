namespace ScalingPipeline.Parquet.Schema;

/// <summary>One node of the schema tree as the footer lists it, depth first.</summary>
internal sealed class SchemaElement
{
    public PhysicalType? Type { get; set; }
    public int TypeLength { get; set; }
    public Repetition Repetition { get; set; }
    public string Name { get; set; } = "";
    public int Children { get; set; }
    public int ConvertedType { get; set; } = -1;
    public int Scale { get; set; }
    public int Precision { get; set; }
    public LogicalType? LogicalType { get; set; }
}
