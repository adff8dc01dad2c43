using ScalingPipeline.Ingestion.Decoding;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Tests.Fakes;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Tests.Decoding;

/// <summary>What is told of the columns of a file beforehand is what becomes of it.</summary>
public sealed class ColumnUseTests
{
    private const string Part = "toy/r/train/part-0.parquet";
    private const string Evaluation = "toy/r/eval/step-20.parquet";

    private static readonly OutputColumn _step = OutputColumn.Int64("step");
    private static readonly OutputColumn _tokens = OutputColumn.Int64("tokens_seen");
    private static readonly OutputColumn _loss = OutputColumn.Double("loss");
    private static readonly OutputColumn _sequence = OutputColumn.Int64("sequence_id");
    private static readonly OutputColumn _position = OutputColumn.Int32("position");

    [Fact]
    public void Columns_are_read_missing_or_read_by_nothing()
    {
        var use = Use(Part, [_loss, _step, _tokens, OutputColumn.Text("note")]);

        Assert.Equal(["loss", "step", "tokens_seen"], use.Read);
        Assert.Equal(["lr", "grad_norm", "elapsed_s"], use.Missing);
        Assert.Equal(["note"], use.Unread);
        Assert.Null(use.Refusal);
    }

    [Fact]
    public void A_declaration_has_no_columns() =>
        Assert.Throws<ArgumentException>(() => Use("toy/r/run.json", [_loss]));

    public static TheoryData<string, OutputColumn[]> Files =>
        new()
        {
            { Part, [_step, _tokens, _loss] },
            { Part, [_step, _loss] },
            { Part, [_step, _tokens, _loss, OutputColumn.Double("lr")] },
            { Part, [_step, _tokens, OutputColumn.Int64("loss")] },
            { Part, [OutputColumn.Double("step"), _tokens, _loss] },
            { Part, [_step, OutputColumn.Double("tokens_seen"), _loss] },
            { Part, [_step, _tokens, _loss, OutputColumn.Int64("lr")] },
            { Part, [_step, _tokens, _loss, OutputColumn.Text("grad_norm")] },
            { Part, [_step, _tokens, _loss, OutputColumn.Int32("elapsed_s")] },
            { Part, [_step, _tokens] },
            { Part, [_tokens, _loss] },
            { Evaluation, [_sequence, _position, _loss] },
            { Evaluation, [_sequence, _position, OutputColumn.Int32("loss")] },
            { Evaluation, [_sequence, OutputColumn.Double("position"), _loss] },
            { Evaluation, [OutputColumn.Text("sequence_id"), _position, _loss] },
            { Evaluation, [_position, _loss] },
            { Evaluation, [_sequence, _loss] },
            { Evaluation, [_sequence, _position] },
            { Evaluation, [_sequence, OutputColumn.Double("losses")] },
        };

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public async Task What_would_be_refused_for_its_columns_is_refused_when_it_is_read_and_nothing_else(
        string name,
        OutputColumn[] columns
    )
    {
        var bench = new Bench();
        bench.Blobs.Upload("toy/r/run.json", LogFiles.Declaration("r"));
        bench.Blobs.Upload(name, FileOf(columns));

        await bench.PassAsync();

        var (state, reason) = bench.Fate(name);
        var refusal = Use(name, columns).Refusal;
        Assert.Equal(refusal is null ? BlobState.Committed : BlobState.Quarantined, state);
        Assert.Equal(refusal, reason);
    }

    private static ColumnUse Use(string name, OutputColumn[] columns)
    {
        using var file = ParquetFile.Open(new MemoryByteSource(FileOf(columns)), name);
        return ColumnUse.Of(
            file,
            Assert.Single(DefinitionSet.Read([("toy.yaml", Bench.Toy)]).Match(name))
        );
    }

    /// <summary>A file of one row of ones.</summary>
    private static byte[] FileOf(OutputColumn[] columns) =>
        LogFiles.Write(
            columns,
            writer =>
            {
                writer.BeginRowGroup(1);
                foreach (var column in columns)
                {
                    switch (column.PhysicalType)
                    {
                        case PhysicalType.Int32:
                            writer.Write<int>([1]);
                            break;
                        case PhysicalType.Int64:
                            writer.Write<long>([1]);
                            break;
                        case PhysicalType.Double:
                            writer.Write<double>([1]);
                            break;
                        default:
                            writer.Write<string>(["1"]);
                            break;
                    }
                }
            }
        );
}
