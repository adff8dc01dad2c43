using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Curves;

/// <summary>The learning rate of every step of a run, with the sums that curve laws are made of.</summary>
public sealed class LearningRateSchedule
{
    private readonly double[] rates;
    private readonly double[] area;

    /// <param name="rates">The rate used at steps 1, 2, ...; the curve laws count from the end of the warmup.</param>
    /// <param name="warmupArea">The sum of the rates of the warmup before step 1; it counts towards the forward area.</param>
    /// <exception cref="ArgumentException">There is no step, or a rate is not positive and finite; names the step.</exception>
    public LearningRateSchedule(IEnumerable<double> rates, double warmupArea = 0)
    {
        WarmupArea = warmupArea;
        this.rates = [.. rates];
        if (this.rates.Length == 0)
        {
            throw new ArgumentException("A schedule needs at least one step.", nameof(rates));
        }

        area = new double[this.rates.Length];
        var sum = 0.0;
        for (var i = 0; i < this.rates.Length; i++)
        {
            if (!(this.rates[i] > 0) || double.IsInfinity(this.rates[i]))
            {
                throw new ArgumentException(
                    $"The learning rate of step {i + 1} is {this.rates[i]}; it must be positive and finite.",
                    nameof(rates)
                );
            }

            area[i] = sum += this.rates[i];
        }
    }

    public int Steps => rates.Length;

    /// <summary>The sum of the rates of the warmup.</summary>
    public double WarmupArea { get; }

    /// <summary>The rate of a step, from 1.</summary>
    public double Rate(int step) => rates[step - 1];

    /// <summary>S_1: the sum of the rates of the warmup and of the steps 1 to <paramref name="step"/> (Tissue et al. 2024, arXiv 2408.11029, eq. 3).</summary>
    public double ForwardArea(int step) => WarmupArea + area[step - 1];

    /// <summary>The sum of the rates from one step to another, both included.</summary>
    public double AreaBetween(int from, int to) =>
        from == 1 ? area[to - 1] : area[to - 1] - area[from - 2];

    /// <summary>
    /// S_2: the annealing area, the sum over i of the momentum m_i = lambda m_(i-1) + (rate_(i-1) - rate_i) (Tissue et al. 2024, eq. 4).
    /// </summary>
    /// <param name="step">The last step counted.</param>
    /// <param name="decay">lambda, .99 to .999 in the paper.</param>
    public double AnnealingArea(int step, double decay)
    {
        double momentum = 0,
            sum = 0;
        for (var i = 1; i < step; i++)
        {
            momentum = (decay * momentum) + rates[i - 1] - rates[i];
            sum += momentum;
        }

        return sum;
    }

    /// <summary>A constant rate.</summary>
    public static LearningRateSchedule Constant(double rate, int steps) =>
        new(Enumerable.Repeat(rate, steps));

    /// <summary>A cosine from the peak at the first step to the end at the last.</summary>
    public static LearningRateSchedule Cosine(double peak, double end, int steps) =>
        new(
            Enumerable
                .Range(0, steps)
                .Select(i =>
                    end
                    + (
                        0.5
                        * (peak - end)
                        * (1 + Elementary.CosineOfPi((double)i / Math.Max(1, steps - 1)))
                    )
                )
        );

    /// <summary>Warmup-stable-decay without the warmup: constant, then an exponential decay to the end over the last steps.</summary>
    public static LearningRateSchedule StableThenDecay(
        double peak,
        double end,
        int steps,
        int decaySteps
    ) =>
        new(
            Enumerable
                .Range(1, steps)
                .Select(step =>
                    step <= steps - decaySteps
                        ? peak
                        : peak
                            * Elementary.Pow(
                                end / peak,
                                (step - (steps - decaySteps)) / (double)decaySteps
                            )
                )
        );
}
