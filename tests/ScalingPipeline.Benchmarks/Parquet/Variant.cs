namespace ScalingPipeline.Benchmarks.Parquet;

/// <summary>A file of the benchmark: how its rows lie, and how DuckDB is to write them.</summary>
internal sealed record Variant(string Name, string Select, string Options, bool IsList = false)
{
    private const int Context = 1024;
    private const int ListsPerRowGroup = 2048;
    private const string Loss = "(-ln(1 - random()) * 1.7)::FLOAT";

    public static int Positions => Context;

    public static IReadOnlyList<Variant> All { get; } =
    [
        Flat("flat, uncompressed", "CODEC 'uncompressed'"),
        Flat("flat, snappy", "CODEC 'snappy'"),
        Flat("flat, zstd", "CODEC 'zstd'"),
        Flat("flat, gzip", "CODEC 'gzip'"),
        Flat("flat, snappy, 1M row groups", "CODEC 'snappy', ROW_GROUP_SIZE 1048576"),
        List("list, uncompressed", "CODEC 'uncompressed'"),
        List("list, snappy", "CODEC 'snappy'"),
        List("list, zstd", "CODEC 'zstd'"),
        List("list, gzip", "CODEC 'gzip'"),
        Flat(
            "random positions, snappy",
            "CODEC 'snappy'",
            at: $"(random() * {Context - 1})::INTEGER"
        ),
        Flat(
            "dictionary floats, snappy",
            "CODEC 'snappy'",
            loss: "(floor(-ln(1 - random()) * 1700 % 4000) / 1000)::FLOAT"
        ),
        Flat(
            "1% nulls, snappy",
            "CODEC 'snappy'",
            loss: $"CASE WHEN random() < 0.01 THEN NULL ELSE {Loss} END"
        ),
        Flat("byte-stream-split, snappy", "CODEC 'snappy', PARQUET_VERSION V2"),
    ];

    public string Copy(string path, long rows) =>
        $"COPY ({Select.Replace("$rows", rows.ToString(), StringComparison.Ordinal)}) TO '{path}' (FORMAT parquet, {Options})";

    public string Query(string path) =>
        IsList
            ? $"""
                SELECT "position", count(loss), avg(loss), var_pop(loss)
                FROM (SELECT unnest(losses) AS loss, generate_subscripts(losses, 1) - 1 AS "position" FROM '{path}') GROUP BY "position"
                """
            : $"""SELECT "position", count(loss), avg(loss), var_pop(loss) FROM '{path}' GROUP BY "position" """;

    private static Variant Flat(
        string name,
        string options,
        string at = "(i % 1024)::INTEGER",
        string loss = Loss
    ) =>
        new(
            name,
            $"""
            SELECT (i // {Context})::INTEGER AS sequence_id, {at} AS "position", (random() * 50000)::INTEGER AS token_id, {loss} AS loss
            FROM range($rows) t(i)
            """,
            options
        );

    private static Variant List(string name, string options) =>
        new(
            name,
            $"""
            SELECT s::INTEGER AS sequence_id, list_transform(range({Context}), x -> {Loss}) AS losses
            FROM range($rows // {Context}) t(s)
            """,
            $"{options}, ROW_GROUP_SIZE {ListsPerRowGroup}",
            IsList: true
        );
}
