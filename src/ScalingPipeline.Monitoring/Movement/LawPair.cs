using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Uncertainty;
using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Monitoring.Movement;

/// <summary>One law as it was when the day began, and as it is now.</summary>
internal sealed class LawPair
{
    private const string Joint = "L(N,D)";

    private readonly Lazy<LawShift?> _shift;
    private readonly Lazy<RunChanges> _changes;
    private readonly Lazy<double> _pValue;

    private LawPair(LawRecord before, LawRecord after)
    {
        Before = before;
        After = after;
        _changes = new Lazy<RunChanges>(() => RunChanges.Of(this));
        _pValue = new Lazy<double>(Test);
        _shift = new Lazy<LawShift?>(() =>
            LawShift.Between(
                Data(before.Observations),
                Data(after.Observations),
                IsJoint ? FitOptions.Reporting : FitOptions.LeastSquares
            )
        );
    }

    public LawRecord Before { get; }

    public LawRecord After { get; }

    /// <summary>Null when both together have too few runs.</summary>
    public LawShift? Shift => _shift.Value;

    /// <summary>What happened to the runs.</summary>
    public RunChanges Changes => _changes.Value;

    public bool IsJoint => string.Equals(After.Law, Joint, StringComparison.Ordinal);

    /// <summary>The same version of the code made both.</summary>
    public bool IsSameCode =>
        string.Equals(Before.CodeVersion, After.CodeVersion, StringComparison.Ordinal);

    /// <summary>
    /// The probability of a later fit so far from the earlier one when nothing happened but that runs came. Zero where no run came that could have moved it by chance: the same runs have other losses, or other
    /// code fitted them. NaN where it cannot be told.
    /// </summary>
    public double PValue => _pValue.Value;

    private double Test()
    {
        if (Changes.IsRemeasured || (!IsSameCode && Changes.IsEmpty))
        {
            return 0;
        }

        // A run that left with a reason, an alert or a word, has been told of.
        double[] tests =
        [
            Entry(Before.Observations, After.Observations.Where(o => IsNew(o, Before))),
            Entry(
                After.Observations,
                Before.Observations.Where(o =>
                    IsNew(o, After)
                    && !After.Excluded.Any(e =>
                        string.Equals(e.Run, o.Run, StringComparison.Ordinal)
                    )
                )
            ),
        ];
        double[] made = [.. tests.Where(p => !double.IsNaN(p))];
        return made.Length == 0 ? double.NaN : Math.Min(1, made.Min() * made.Length);
    }

    /// <summary>
    /// The laws to compare: of each family L(N,D) where the data pinned it down, else L(N) and L(D) under the same condition. The others rest on the same runs, or on a choice among them
    /// that moves with every run. A later law need not be pinned down: runs of two laws under one name often take that away.
    /// </summary>
    public static IReadOnlyList<LawPair> Of(
        IEnumerable<LawRecord> before,
        IEnumerable<LawRecord> after
    )
    {
        var earlier = before.Where(law => law.Status.IsUsable()).ToArray();
        return
        [
            .. after
                .Where(IsCompared)
                .GroupBy(law => law.Family, StringComparer.Ordinal)
                .SelectMany(family =>
                {
                    LawPair[] pairs =
                    [
                        .. family.SelectMany(law =>
                            earlier.Where(e => IsSame(e, law)).Select(e => new LawPair(e, law))
                        ),
                    ];
                    return pairs.Where(p => p.IsJoint).ToArray() is { Length: > 0 } joint
                        ? joint
                        : pairs;
                }),
        ];
    }

    private static bool IsCompared(LawRecord law) =>
        law.Law is Joint or "L(N)" or "L(D)"
        && string.Equals(law.Fit, LawRecords.Reporting, StringComparison.Ordinal)
        && law.Status != LawStatus.TooFewRuns;

    private static bool IsSame(LawRecord one, LawRecord other) =>
        (one.Family, one.Law, one.Fit, one.Condition)
        == (other.Family, other.Law, other.Fit, other.Condition);

    private static bool IsNew(LawPoint point, LawRecord law) =>
        !law.Observations.Any(o =>
            string.Equals(o.Run, point.Run, StringComparison.Ordinal)
            && o.X == point.X
            && o.Y.Equals(point.Y)
            && !RunChanges.IsOther(o.Observed, point.Observed)
        );

    private double Entry(IEnumerable<LawPoint> earlier, IEnumerable<LawPoint> later) =>
        later.ToArray() is { Length: > 0 } came
            ? EntryTest.PValue(Data(earlier), Data(came))
            : double.NaN;

    private Observations Data(IEnumerable<LawPoint> observations)
    {
        var points = observations.ToArray();
        var x = Array.ConvertAll(points, p => p.X);
        var loss = Array.ConvertAll(points, p => p.Observed);
        var runs = Array.ConvertAll(points, p => p.Run);
        return IsJoint
            ? Observations.OfParametersAndTokens(
                x,
                Array.ConvertAll(points, p => p.Y),
                loss,
                default,
                runs
            )
            : Observations.OfOne(After.Law, x, loss, default, runs);
    }
}
