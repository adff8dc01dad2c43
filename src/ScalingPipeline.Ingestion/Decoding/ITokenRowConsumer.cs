using ScalingPipeline.Ingestion.Normalization;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>Takes the rows of a file of the token layout.</summary>
internal interface ITokenRowConsumer<T>
    where T : unmanaged
{
    /// <exception cref="RowsOutOfOrderException">This consumer needs the rows in another order.</exception>
    void Add(TokenRows<T> rows);
}
