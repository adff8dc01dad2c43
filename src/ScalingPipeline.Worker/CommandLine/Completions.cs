using System.CommandLine;
using System.CommandLine.Completions;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Worker.Explaining;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>Names that only the state knows, for the completion of shells. Where there is no state, or it does not answer soon, there are none.</summary>
internal static class Completions
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    public static void CompleteDomains(this Option option) =>
        option.CompletionSources.Add(context => Names(context, DomainsAsync));

    public static void CompleteRuns(this Argument argument) =>
        argument.CompletionSources.Add(context => Names(context, Story.KnownRunsAsync));

    public static void CompleteAlerts(this Argument argument) =>
        argument.CompletionSources.Add(context => Names(context, AlertsAsync));

    /// <summary>Codes of the alerts that there are.</summary>
    public static void CompleteCodes(this Option option) =>
        option.CompletionSources.Add(context => Names(context, CodesAsync));

    public static void CompleteSilences(this Argument argument) =>
        argument.CompletionSources.Add(context => Names(context, SilencesAsync));

    private static async Task<IReadOnlyList<string>> DomainsAsync(
        Workspace workspace,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await workspace.Get<IMonitoringState>().DomainsAsync(cancellationToken)).Select(d =>
                d.Domain
            ),
        ];

    private static async Task<IReadOnlyList<string>> AlertsAsync(
        Workspace workspace,
        CancellationToken cancellationToken
    ) => [.. (await FiringAsync(workspace, cancellationToken)).Select(alert => alert.Id)];

    private static async Task<IReadOnlyList<string>> CodesAsync(
        Workspace workspace,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await FiringAsync(workspace, cancellationToken))
                .Select(alert => alert.Code)
                .Distinct(StringComparer.Ordinal),
        ];

    private static Task<IReadOnlyList<AlertDocument>> FiringAsync(
        Workspace workspace,
        CancellationToken cancellationToken
    ) =>
        JudgedAlerts.ReadAsync(
            workspace.Get<IMonitoringState>(),
            includeResolved: false,
            workspace.Get<TimeProvider>().GetUtcNow(),
            cancellationToken
        );

    private static async Task<IReadOnlyList<string>> SilencesAsync(
        Workspace workspace,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await workspace.Get<IMonitoringState>().SilencesAsync(cancellationToken)).Select(
                silence => silence.Id
            ),
        ];

    private static IEnumerable<CompletionItem> Names(
        CompletionContext context,
        Func<Workspace, CancellationToken, Task<IReadOnlyList<string>>> read
    )
    {
        try
        {
            var parsed = context.ParseResult;
            return Task.Run(() => ReadAsync(parsed, read))
                .GetAwaiter()
                .GetResult()
                .Where(IsPlain)
                .Select(name => new CompletionItem(name));
        }
        catch (Exception)
        {
            // Somebody presses the tabulator: whatever is wrong is told by the command itself.
            return [];
        }
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(
        ParseResult parsed,
        Func<Workspace, CancellationToken, Task<IReadOnlyList<string>>> read
    )
    {
        using var patience = new CancellationTokenSource(_patience);
        await using var workspace = Workspace.OpenState(parsed);
        return await read(workspace, patience.Token).WaitAsync(patience.Token);
    }

    /// <summary>Shells put a completion into the line as it is: a name that would mean something to one is not offered.</summary>
    private static bool IsPlain(string name) =>
        name.Length > 0
        && name[0] != '-'
        && name.All(c =>
            char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '@' or '+'
        );
}
