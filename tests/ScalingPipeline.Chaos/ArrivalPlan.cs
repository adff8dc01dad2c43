namespace ScalingPipeline.Chaos;

/// <summary>
/// The order in which logs arrive: shuffled, some half-written first, some with the content of another log first, some under a temporary name, some
/// copied, some strays that come and go. What is there in the end is exactly the logs, and copies of some.
/// </summary>
internal static class ArrivalPlan
{
    public const string HalfWritten = "blob half-written first";
    public const string Overwritten = "blob overwritten";
    public const string Renamed = "blob renamed";
    public const string Copied = "blob copied";
    public const string Deleted = "blob deleted";

    public static IReadOnlyList<Arrival> Of(string folder, Random random)
    {
        var logs = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(name =>
                name.EndsWith(".parquet", StringComparison.Ordinal)
                || name.EndsWith("run.json", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal)
            .ToArray();
        random.Shuffle(logs);
        var timed = new List<(double At, Arrival Arrival)>();
        for (var log = 0; log < logs.Length; log++)
        {
            var content = File.ReadAllBytes(Path.Combine(folder, logs[log]));
            var other = File.ReadAllBytes(Path.Combine(folder, Twin(logs, log)));
            timed.AddRange(Of(logs[log], content, other, log, logs.Length, random));
        }

        return [.. timed.OrderBy(t => t.At).Select(t => t.Arrival)];
    }

    private static IEnumerable<(double, Arrival)> Of(
        string name,
        byte[] content,
        byte[] other,
        double at,
        int last,
        Random random
    )
    {
        var later = at + (random.NextDouble() * (last - at));
        var whole = new Arrival.Upload(name, content, "");
        switch (random.Next(10))
        {
            case 0 or 1:
                yield return (
                    at,
                    new Arrival.Upload(name, content[..(content.Length / 2)], HalfWritten)
                );
                yield return (later, whole);
                break;
            case 2 or 3:
                yield return (at, new Arrival.Upload(name, other, Overwritten));
                yield return (later, whole);
                break;
            case 4:
                yield return (at, new Arrival.Upload($"{name}.tmp", content, ""));
                yield return (later, new Arrival.Rename($"{name}.tmp", name, content));
                break;
            case 5 when name.EndsWith(".parquet", StringComparison.Ordinal):
                yield return (at, whole);
                yield return (later, new Arrival.Upload(CopyOf(name), content, Copied));
                break;
            case 6:
                yield return (at, whole);
                yield return (at, new Arrival.Upload($"{name}.notes", other, ""));
                yield return (later, new Arrival.Delete($"{name}.notes", Deleted));
                break;
            default:
                yield return (at, whole);
                break;
        }
    }

    /// <summary>Another name of the same step or part.</summary>
    private static string CopyOf(string name) =>
        name.Replace("/step-", "/step-0", StringComparison.Ordinal)
            .Replace("/part-", "/part-copy-", StringComparison.Ordinal);

    /// <summary>Another log of the same kind: what a mislabelled upload would hold.</summary>
    private static string Twin(string[] logs, int log)
    {
        var kind = Kind(logs[log]);
        var same = logs.Where(l => Kind(l) == kind).Order(StringComparer.Ordinal).ToArray();
        return same[(Array.IndexOf(same, logs[log]) + 1) % same.Length];
    }

    private static string Kind(string name) =>
        name.EndsWith(".json", StringComparison.Ordinal) ? "json"
        : name.Contains("/train/", StringComparison.Ordinal) ? "train"
        : "eval";
}
