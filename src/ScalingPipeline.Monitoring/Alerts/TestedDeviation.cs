namespace ScalingPipeline.Monitoring.Alerts;

/// <summary>A test that was made, whether or not it raised anything: what a rate of false discoveries is counted over.</summary>
/// <param name="Code">See <see cref="AlertCodes"/>.</param>
/// <param name="Subject">What was tested, within its domain.</param>
/// <param name="PValue">In [0, 1].</param>
public sealed record TestedDeviation(string Code, string Subject, double PValue);
