namespace ScalingPipeline.Laws.Forms;

/// <summary>(S/S_min - 1)(E/E_min - 1) = 1: steps against tokens for one loss, over all batch sizes (Kaplan et al. 2020, arXiv 2001.08361, eq. 5.1; McCandlish et al. 2018, eq. 2.11).</summary>
/// <param name="FewestSteps">S_min, of an unlimited batch.</param>
/// <param name="FewestTokens">E_min, of a batch of nothing.</param>
public readonly record struct BatchTradeOff(double FewestSteps, double FewestTokens)
{
    /// <summary>B_crit = E_min / S_min (eq. 5.2).</summary>
    public double CriticalBatch => FewestTokens / FewestSteps;

    /// <summary>The steps at a batch size: S_min (1 + B_crit/B).</summary>
    public double Steps(double batch) => FewestSteps * (1 + (CriticalBatch / batch));

    /// <summary>The tokens at a batch size: E_min (1 + B/B_crit).</summary>
    public double Tokens(double batch) => FewestTokens * (1 + (batch / CriticalBatch));
}
