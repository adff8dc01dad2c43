using System.Reflection;

namespace ScalingPipeline.Storage.State;

/// <summary>One numbered step of the schema of a database: an embedded <c>NNNN_name.sql</c>.</summary>
internal sealed record Migration(int Version, string Sql)
{
    /// <summary>The migrations of one database, by version.</summary>
    /// <param name="database">The folder of this project whose <c>Migrations</c> are meant, e.g. <c>Sqlite</c>.</param>
    public static IReadOnlyList<Migration> Of(string database)
    {
        var assembly = typeof(Migration).Assembly;
        var prefix = $"{database}/";
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => Read(assembly, name, prefix.Length)),
        ];
    }

    private static Migration Read(Assembly assembly, string resource, int prefix)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new(int.Parse(resource.AsSpan(prefix, 4)), reader.ReadToEnd());
    }
}
