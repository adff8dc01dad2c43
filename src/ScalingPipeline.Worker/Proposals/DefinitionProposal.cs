using System.Text;
using System.Text.Json;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Parquet;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Proposals;

/// <summary>A definition for the logs of a folder, from their names and the columns of one file of each kind; what could not be found out is a comment.</summary>
internal sealed class DefinitionProposal
{
    private const string Parquet = ".parquet";
    private const string Json = ".json";

    /// <summary>Files of one kind that are tried until one can be read.</summary>
    private const int MostExamples = 20;

    private readonly string _domain;
    private readonly int _runLevel;
    private readonly IReadOnlyList<string> _others;
    private readonly IReadOnlyList<string> _names;
    private readonly List<(
        string Pattern,
        IReadOnlyDictionary<string, string> Columns
    )> _training = [];
    private readonly List<(
        string Pattern,
        IReadOnlyDictionary<string, string> Columns
    )> _evaluations = [];

    private DefinitionProposal(
        IReadOnlyList<string> names,
        int runLevel,
        string domain,
        IReadOnlyList<string> others
    ) => (_names, _runLevel, _domain, _others) = (names, runLevel, domain, others);

    /// <param name="source">The logs.</param>
    /// <param name="wanted">The domain, which is the folder that runs lie in; null for the one with most files.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>YAML.</returns>
    /// <exception cref="UserErrorException">There is no log in a folder of its run.</exception>
    public static async Task<string> OfAsync(
        IBlobSource source,
        string? wanted,
        CancellationToken cancellationToken
    )
    {
        var blobs = new List<BlobItem>();
        await foreach (var blob in source.ListAsync(cancellationToken))
        {
            if (
                blob.Identity.Name.EndsWith(Parquet, StringComparison.Ordinal)
                || blob.Identity.Name.EndsWith(Json, StringComparison.Ordinal)
            )
            {
                blobs.Add(blob);
            }
        }

        string[] names =
        [
            .. blobs
                .Select(b => b.Identity.Name)
                .Where(n => n.Contains('/', StringComparison.Ordinal)),
        ];
        if (
            !names.Any(n => n.EndsWith(Parquet, StringComparison.Ordinal))
            || NameShape.RunLevel(names) is not { } level
        )
        {
            throw new UserErrorException(
                $"There is nothing to propose from: {source.Container} has no Parquet file in a folder of its run, such as RUN/train/part-00000.parquet."
            );
        }

        var domains =
            level == 0
                ? []
                : names
                    .GroupBy(n => n.Split('/')[level - 1], StringComparer.Ordinal)
                    .OrderByDescending(g => g.Count())
                    .Select(g => g.Key)
                    .ToArray();
        var domain = wanted ?? (domains is [var largest, ..] ? largest : "my-domain");
        if (level > 0 && !domains.Contains(domain, StringComparer.Ordinal))
        {
            throw new UserErrorException(
                $"No runs lie in a folder '{domain}'; there {(domains.Length == 1 ? "is" : "are")} {string.Join(", ", domains)}."
            );
        }

        bool IsOf(string name) =>
            level == 0
            || string.Equals(name.Split('/')[level - 1], domain, StringComparison.Ordinal);

        var proposal = new DefinitionProposal(
            [.. names.Where(IsOf)],
            level,
            domain,
            [.. domains.Where(d => !string.Equals(d, domain, StringComparison.Ordinal))]
        );
        foreach (
            var kind in blobs
                .Where(b =>
                    b.Identity.Name.EndsWith(Parquet, StringComparison.Ordinal)
                    && b.Identity.Name.Count('/') > level
                    && IsOf(b.Identity.Name)
                )
                .GroupBy(b => NameShape.Pattern(b.Identity.Name, level), StringComparer.Ordinal)
                .OrderBy(kind => kind.Key, StringComparer.Ordinal)
        )
        {
            foreach (var example in kind.Take(MostExamples))
            {
                if (await proposal.LookAsync(source, kind.Key, example, cancellationToken))
                {
                    break;
                }
            }
        }

        return proposal.Yaml();
    }

    /// <returns>False when the file cannot be read, as one that is being written.</returns>
    private async Task<bool> LookAsync(
        IBlobSource source,
        string pattern,
        BlobItem example,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var file = ParquetFile.Open(
                await source.OpenAsync(example, cancellationToken),
                example.Identity.Name
            );
            Take(file, pattern);
            return true;
        }
        catch (Exception fault) when (fault is ParquetException or BlobChangedException)
        {
            return false;
        }
    }

    private void Take(ParquetFile file, string pattern)
    {
        var evaluation = ColumnNames.Found(file, ColumnNames.Evaluation);
        var training = ColumnNames.Found(file, ColumnNames.Training);
        if (
            evaluation.ContainsKey("losses")
            || (evaluation.ContainsKey("loss") && evaluation.ContainsKey("position"))
        )
        {
            _evaluations.Add((pattern, evaluation));
        }
        else if (training.ContainsKey("step") && training.ContainsKey("loss"))
        {
            _training.Add((pattern, training));
        }
    }

    private string Yaml()
    {
        var yaml = new StringBuilder();
        if (_others.Count > 0)
        {
            Line(
                yaml,
                $"# Runs lie in other folders too, each a domain of its own: {string.Join(", ", _others.Select(Quoted))}. Choose one with --domain."
            );
        }

        Line(yaml, "version: 1");
        Line(yaml, $"domain: {Quoted(_domain)}");
        Line(
            yaml,
            "family: \"{architecture}\"   # fields of the declaration that share a scaling law"
        );
        Line(
            yaml,
            "# loss_unit: nats   # nats, bits, bits-per-byte or perplexity, unless each run declares it"
        );
        Line(yaml, $"metadata: {Quoted(Declaration(out var isThere))}");
        if (!isThere)
        {
            Line(
                yaml,
                "# No run has a declaration yet: a JSON file with n_params, tokens_per_step, total_steps, loss_unit, architecture."
            );
        }

        foreach (var (pattern, columns) in _training.Take(1))
        {
            Line(yaml, "training:");
            Line(yaml, $"  path: {Quoted(pattern)}");
            Columns(yaml, "  ", columns);
        }

        if (_training.Count == 0)
        {
            Line(
                yaml,
                "# No training log was recognised: a Parquet file with a step and a loss in each row."
            );
        }

        foreach (var (pattern, _) in _training.Skip(1))
        {
            Line(yaml, $"# A training log too, by its columns: {Quoted(pattern)}");
        }

        Line(yaml, "evaluations:");
        if (_evaluations.Count == 0)
        {
            Line(
                yaml,
                "  # No evaluation was recognised: a Parquet file a checkpoint, with sequence_id, position and loss a token."
            );
            Evaluation(
                yaml,
                0,
                $"{NameShape.Root(_names[0], _runLevel)}eval/step-{{step}}.parquet",
                null
            );
        }

        for (var i = 0; i < _evaluations.Count; i++)
        {
            Evaluation(yaml, i, _evaluations[i].Pattern, _evaluations[i].Columns);
        }

        return yaml.ToString();
    }

    private static void Evaluation(
        StringBuilder yaml,
        int number,
        string pattern,
        IReadOnlyDictionary<string, string>? columns
    )
    {
        Line(yaml, $"  - set: {(number == 0 ? "held-out" : $"held-out-{number + 1}")}");
        if (number == 0)
        {
            Line(yaml, "    primary: true   # the laws are fitted to this set");
        }

        var stepped = pattern.Contains("{step}", StringComparison.Ordinal);
        Line(
            yaml,
            $"    path: {Quoted(stepped ? pattern : pattern.Replace("{part}", "{step}", StringComparison.Ordinal))}"
        );
        if (!stepped)
        {
            Line(
                yaml,
                "    # Write {step} where the name says the step; a number was taken for it, if there is one."
            );
        }

        if (columns is not null)
        {
            Columns(yaml, "    ", columns);
        }
    }

    private static void Columns(
        StringBuilder yaml,
        string indent,
        IReadOnlyDictionary<string, string> columns
    )
    {
        Line(yaml, $"{indent}columns:");
        foreach (var (key, name) in columns)
        {
            Line(yaml, $"{indent}  {key}: {Quoted(name)}");
        }
    }

    /// <summary>The JSON file that most runs have.</summary>
    private string Declaration(out bool isThere)
    {
        var most = _names
            .Where(n => n.EndsWith(Json, StringComparison.Ordinal) && n.Count('/') > _runLevel)
            .GroupBy(n => NameShape.Pattern(n, _runLevel), StringComparer.Ordinal)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        isThere = most is not null;
        return most?.Key ?? $"{NameShape.Root(_names[0], _runLevel)}run.json";
    }

    private static void Line(StringBuilder yaml, string line) => yaml.Append(line).Append('\n');

    /// <summary>A JSON text is a YAML text, with whatever a name holds escaped.</summary>
    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
