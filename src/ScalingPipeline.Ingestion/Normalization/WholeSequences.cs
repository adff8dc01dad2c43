namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>Sums over sequences that all have the same count of tokens; changed in place.</summary>
internal struct WholeSequences
{
    public double Sum { get; private set; }

    public double Squares { get; private set; }

    public long Count { get; private set; }

    public void Add(double sum)
    {
        Sum += sum;
        Squares += sum * sum;
        Count++;
    }
}
