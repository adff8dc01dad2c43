using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>What can be typed beside the demo, in another terminal: every command needs its data folder, which is not the usual one.</summary>
internal static class DemoCommands
{
    /// <param name="data">The data folder of the demo.</param>
    /// <param name="firing">The alerts that fire.</param>
    public static IEnumerable<string> For(string data, IReadOnlyList<AlertRecord> firing)
    {
        var folder = Shown(data);
        yield return "  ask     in another terminal, in this folder:";
        yield return $"          scaling-pipeline alerts --data {folder}";
        yield return $"          scaling-pipeline laws --data {folder}";
        if (firing is [var alert, ..])
        {
            yield return $"          scaling-pipeline explain {alert.Condition.Run} --data {folder}";
            yield return $"          scaling-pipeline forecast --domain {alert.Condition.Domain} --parameters 1B --tokens 20B --data {folder}";
        }
    }

    /// <summary>From the current folder where that is shorter; in quotes where a shell needs them.</summary>
    private static string Shown(string data)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, data);
        var shown = relative.StartsWith("..", StringComparison.Ordinal) ? data : relative;
        return shown.Contains(' ') ? $"\"{shown}\"" : shown;
    }
}
