using Spectre.Console;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>Work that takes long, with a bar on stderr where a person watches, which is gone when it is done.</summary>
internal static class LongWork
{
    /// <param name="terminal">Where to show it.</param>
    /// <param name="what">What is being done, as in <c>Reading logs</c>.</param>
    /// <param name="work">Is given what to tell: how much is done, and of how much. Until it tells anything the bar only moves.</param>
    public static async Task<T> RunAsync<T>(
        Terminal terminal,
        string what,
        Func<Action<long, long>, Task<T>> work
    )
    {
        if (terminal.Progress is not { } console)
        {
            return await work((_, _) => { });
        }

        return await console
            .Progress()
            .AutoClear(enabled: true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new SpinnerColumn()
            )
            .StartAsync(context =>
            {
                var task = context.AddTask(Markup.Escape(what));
                task.IsIndeterminate = true;
                return work(
                    (done, total) =>
                    {
                        task.IsIndeterminate = false;
                        task.MaxValue = Math.Max(1, total);
                        task.Value = done;
                    }
                );
            });
    }
}
