using ScalingPipeline.Laws.Fitting.Additive;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Standard errors of functions of the centred parameters, to first order.</summary>
internal sealed class DeltaMethod(CentredParameters centred)
{
    private readonly int[] free = centred.Form.Free;

    /// <summary>A parameter whose log has the given gradient in the kernel's order.</summary>
    public ParameterEstimate OfLog(string name, double value, ReadOnlySpan<double> gradientOfLog)
    {
        var error = Error(gradientOfLog);
        return new ParameterEstimate(name, value, value * error, error);
    }

    /// <summary>A parameter with the given gradient in the kernel's order.</summary>
    public ParameterEstimate Of(string name, double value, ReadOnlySpan<double> gradient)
    {
        var error = Error(gradient);
        return new ParameterEstimate(name, value, error, error / value);
    }

    private double Error(ReadOnlySpan<double> gradient)
    {
        if (centred.Covariance is not { } covariance)
        {
            return double.NaN;
        }

        var variance = 0.0;
        for (var i = 0; i < free.Length; i++)
        {
            for (var j = 0; j < free.Length; j++)
            {
                variance +=
                    gradient[free[i]] * covariance[(i * free.Length) + j] * gradient[free[j]];
            }
        }

        return Math.Sqrt(variance);
    }
}
