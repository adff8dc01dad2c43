using System.Text.Json;
using ScalingPipeline.Parquet.Tests.Writing;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Parquet.Tests.Interoperability;

/// <summary>What is written, every type in every encoding and codec, means the same to other readers.</summary>
public sealed class WrittenFilesTests
{
    [Theory]
    [InlineData(PeerReader.DuckDb)]
    [InlineData(PeerReader.Hyparquet)]
    [InlineData(PeerReader.ParquetWasm)]
    public async Task Other_readers_find_the_same_values(string reader)
    {
        using var folder = new TemporaryFolder();
        var codecs = Codecs.Written.Select(row => row.Data).ToArray();
        var paths = codecs.Select(codec => folder.At($"{codec}.parquet")).ToArray();
        foreach (var (codec, path) in codecs.Zip(paths))
        {
            await File.WriteAllBytesAsync(
                path,
                EveryType.Make(codec),
                TestContext.Current.CancellationToken
            );
        }

        var found = await PeerReader.ReadOrSkipAsync(reader, paths);
        foreach (var (path, rows) in paths.Zip(found))
        {
            Assert.Equal(JsonValueKind.Array, rows.ValueKind);
            using var file = ParquetFile.Open(path);
            PeerValues.RequireSameRows(file, rows);
        }
    }
}
