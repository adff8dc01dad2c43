namespace ScalingPipeline.Ingestion.Watching;

/// <summary>When the next pass is due: after the interval, or, after failures, after twice as long for each.</summary>
internal sealed class PassSchedule(TimeSpan interval, TimeSpan longest)
{
    private int _failures;

    public TimeSpan NextDelay
    {
        get
        {
            var delay = interval * Math.Pow(2, Math.Min(_failures, 20));
            return delay < longest || _failures == 0 ? delay : Longer(interval, longest);
        }
    }

    public void Succeeded() => _failures = 0;

    public void Failed() => _failures++;

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
