using System.Text.RegularExpressions;

namespace ScalingPipeline.Storage.Postgres;

/// <summary>The one thing in which PostgreSQL's text of our queries differs: a list is one array parameter.</summary>
internal static partial class PostgresText
{
    /// <summary><c>x IN @list</c> becomes <c>x = ANY (@list)</c>.</summary>
    public static string Of(string sql) => InList().Replace(sql, "= ANY (@${list})");

    [GeneratedRegex(
        @"\bIN @(?<list>\w+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex InList();
}
