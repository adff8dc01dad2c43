namespace ScalingPipeline.Monitoring.Laws;

/// <summary>Fits laws to observations that come as a table and not from logs: the same fits, written down the same way.</summary>
public static class TableFit
{
    private const string None = "";

    /// <summary>L = L_inf + (x0/x)^alpha by least squares of ln L, unweighted.</summary>
    /// <param name="name">What the table is called: takes the place of the domain.</param>
    /// <param name="variable">N, D or C.</param>
    /// <param name="points">Run, x and loss in nats per token, each positive.</param>
    public static LawRecord PowerLaw(
        string name,
        string variable,
        IReadOnlyList<(string Run, double X, double Loss)> points
    ) =>
        new PowerLawRecords(Context(name))
            .Of(variable, condition: null, points, next: null)
            .Single();

    /// <summary>L = E + A/N^alpha + B/D^beta by the sum of Huber(1e-3) of the residuals of ln L (Hoffmann et al. 2022, section 3.3).</summary>
    /// <param name="name">What the table is called: takes the place of the domain.</param>
    /// <param name="points">Observations with positive N, D and loss.</param>
    public static LawRecord Chinchilla(string name, IReadOnlyList<FinalPoint> points) =>
        new ChinchillaRecords(Context(name)).Of(points).First();

    private static LawContext Context(string name) => new(name, None, None, []);
}
