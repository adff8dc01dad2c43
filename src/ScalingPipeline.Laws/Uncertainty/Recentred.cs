using ScalingPipeline.Laws.Fitting.Additive;

namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>Centred parameters moved to another centre: a term's log at c' is a - alpha (c' - c), a linear map that carries the covariance along.</summary>
internal sealed record Recentred(double[] Values, double[] Covariance)
{
    public static Recentred At(CentredParameters centred, double centre, double secondCentre)
    {
        var free = centred.Form.Free;
        var p = free.Length;
        var map = new double[p * p];
        for (var i = 0; i < p; i++)
        {
            map[(i * p) + i] = 1;
            for (var j = 0; j < p; j++)
            {
                map[(i * p) + j] += (free[i], free[j]) switch
                {
                    (1, 3) => centred.Centre - centre,
                    (2, 4) => centred.SecondCentre - secondCentre,
                    _ => 0,
                };
            }
        }

        var values = new double[p];
        var half = new double[p * p];
        var covariance = new double[p * p];
        for (var i = 0; i < p; i++)
        {
            for (var k = 0; k < p; k++)
            {
                values[i] += map[(i * p) + k] * centred.Values[k];
                for (var j = 0; j < p; j++)
                {
                    half[(i * p) + j] += map[(i * p) + k] * centred.Covariance![(k * p) + j];
                }
            }
        }

        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j < p; j++)
            {
                for (var k = 0; k < p; k++)
                {
                    covariance[(i * p) + j] += half[(i * p) + k] * map[(j * p) + k];
                }
            }
        }

        return new Recentred(values, covariance);
    }
}
