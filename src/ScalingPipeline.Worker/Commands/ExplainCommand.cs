using System.CommandLine;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Explaining;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>explain</c>: the whole story of one blob or one run.</summary>
public static class ExplainCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("BLOB|RUN")
        {
            Description = "A log by its name, path or URL, or a run by its name",
        };
        name.CompleteRuns();
        var command = new Command(
            "explain",
            "Tell the story of one log or run: what became of it, what took it, which laws it entered, why it is alerted or not"
        )
        {
            name,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.OpenState(parsed);
                var given = parsed.GetRequiredValue(name);
                var story = await Story.OfAsync(given, workspace, cancellationToken);
                if (story is { Blobs: [], Runs: [] })
                {
                    throw new UserErrorException(
                        await UnknownAsync(given, workspace, cancellationToken)
                    );
                }

                new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                    story,
                    console => new StoryPrinter(console).Print(story)
                );
            }
        );
        return command;
    }

    private static async Task<string> UnknownAsync(
        string given,
        Workspace workspace,
        CancellationToken cancellationToken
    )
    {
        var definitions = workspace.Get<IDefinitions>().Current();
        var matches = definitions.Match(given).Select(MatchStory.Of).ToArray();
        if (matches.Length > 0 || given.Contains('/'))
        {
            return Visible.Text(
                $"No log '{given}' was ever seen. {MatchStory.Sentence(given, matches, definitions)}"
            );
        }

        var known = await Story.KnownRunsAsync(workspace, cancellationToken);
        return Visible.Text(
            known.Count == 0
                ? $"No log or run '{given}' was ever seen; there is none yet. Read logs first: scaling-pipeline ingest PATH"
                : $"No log or run '{given}' was ever seen{Suggestion.For(given, known)}"
        );
    }
}
