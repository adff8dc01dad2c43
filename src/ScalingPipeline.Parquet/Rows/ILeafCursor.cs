namespace ScalingPipeline.Parquet.Rows;

/// <summary>Delivers one leaf column row by row, boxed.</summary>
internal interface ILeafCursor : IDisposable
{
    object? Next();
}
