namespace ScalingPipeline.Parquet.Reading;

/// <summary>Takes what the pages of a chunk hold besides levels.</summary>
internal interface IPageValues
{
    void LoadDictionary(byte[] buffer, int offset, int length, int count);

    void Begin(PageEncoding encoding, byte[] buffer, int offset, int length);
}
