namespace ScalingPipeline.Monitoring.Nightly;

/// <summary>Writes the report of a night, after every domain was refitted. Writing the same night again replaces it.</summary>
public interface INightlyReport
{
    Task WriteAsync(DateOnly date, CancellationToken cancellationToken);
}
