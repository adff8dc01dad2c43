using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Studies;

/// <summary>A fault put into the log of a real healthy run.</summary>
/// <param name="Name">Its kind and size.</param>
/// <param name="Onset">Share of the schedule at which it begins.</param>
/// <param name="Causes">The causes that are right; <see cref="CauseCodes.Open"/> is honest but not right unless listed.</param>
/// <param name="Apply">The healthy run to the faulty one.</param>
internal sealed record InjectedFault(
    string Name,
    double Onset,
    string[] Causes,
    Func<Run, Run> Apply
);
