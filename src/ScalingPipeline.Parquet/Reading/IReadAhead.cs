namespace ScalingPipeline.Parquet;

/// <summary>A byte source that can fetch before it is asked: for storage where each request takes long.</summary>
public interface IReadAhead
{
    /// <summary>Says which bytes will be read, each once, in place of what was said before; nothing is fetched for it that was not asked for.</summary>
    /// <param name="ranges">In any order.</param>
    void Expect(IReadOnlyList<ByteRange> ranges);
}
