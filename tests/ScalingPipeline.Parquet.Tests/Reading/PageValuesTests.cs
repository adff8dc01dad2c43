using ScalingPipeline.Parquet.Reading;

namespace ScalingPipeline.Parquet.Tests.Reading;

public sealed class PageValuesTests
{
    private static readonly byte[] Dictionary = [10, 0, 0, 0, 20, 0, 0, 0];
    private static readonly byte[] Indexes = [1, 0x03, 0b00000110];
    private static readonly byte[] Plain = [30, 0, 0, 0, 40, 0, 0, 0];

    [Fact]
    public void A_chunk_may_go_over_from_its_dictionary_to_plain_pages()
    {
        using var values = new PageValues<int>(Column());
        values.LoadDictionary(Dictionary, 0, Dictionary.Length, 2);
        var output = new int[3];
        values.Begin(PageEncoding.RleDictionary, Indexes, 0, Indexes.Length);
        values.Read(output);
        Assert.Equal([10, 20, 20], output);
        values.Begin(PageEncoding.Plain, Plain, 0, Plain.Length);
        values.Read(output.AsSpan(0, 2));
        Assert.Equal([30, 40, 20], output);
    }

    [Fact]
    public void A_dictionary_of_consecutive_numbers_is_looked_up_and_checked_like_any_other()
    {
        using var values = new PageValues<int>(Column());
        values.LoadDictionary([5, 0, 0, 0, 6, 0, 0, 0, 7, 0, 0, 0], 0, 12, 3);
        var output = new int[8];
        values.Begin(PageEncoding.RleDictionary, [2, 0x03, 0b10_01_00_10, 0b00_00_01_10], 0, 4);
        values.Read(output);
        Assert.Equal([7, 5, 6, 7, 7, 6, 5, 5], output);
        values.Begin(PageEncoding.RleDictionary, [2, 0x03, 0b10_01_11_10, 0b00_00_01_10], 0, 4);
        Assert.Throws<FormatFault>(() => values.Read(output));
    }

    [Fact]
    public void An_index_outside_the_dictionary_is_refused()
    {
        using var values = new PageValues<int>(Column());
        values.LoadDictionary(Dictionary, 0, 4, 1);
        values.Begin(PageEncoding.PlainDictionary, Indexes, 0, Indexes.Length);
        Assert.Throws<FormatFault>(() => values.Read(new int[8]));
    }

    [Fact]
    public void A_dictionary_larger_than_its_page_is_refused()
    {
        using var values = new PageValues<int>(Column());
        Assert.Throws<FormatFault>(() => values.LoadDictionary(Dictionary, 0, 8, 3));
        Assert.Throws<FormatFault>(() => values.LoadDictionary(Dictionary, 0, 8, -1));
    }

    [Fact]
    public void A_page_that_needs_a_missing_dictionary_is_refused()
    {
        using var values = new PageValues<int>(Column());
        Assert.Throws<FormatFault>(() =>
            values.Begin(PageEncoding.RleDictionary, Indexes, 0, Indexes.Length)
        );
    }

    private static ParquetColumn Column() =>
        new()
        {
            Index = 0,
            Name = "n",
            Path = "n",
            PhysicalType = PhysicalType.Int32,
            TypeLength = 0,
            LogicalType = new LogicalType(LogicalKind.None),
            MaxDefinitionLevel = 0,
            MaxRepetitionLevel = 0,
        };
}
