using System.Runtime.CompilerServices;

// A jet is 450 bytes and every member that reads it is marked readonly: passing it by reference copies nothing.
#pragma warning disable RCS1242

namespace ScalingPipeline.Laws.Numerics;

/// <summary>
/// A value with its exact first and second derivatives in up to nine variables, by forward differentiation: a law written once in jets
/// has an exact gradient and Hessian.
/// </summary>
internal struct Jet
{
    public const int Largest = 9;

    private Slopes slopes;
    private Curvatures curvatures;
    private int count;

    private Jet(double value, int count)
    {
        Value = value;
        this.count = count;
    }

    public double Value { get; private set; }

    /// <summary>The derivative by variable i.</summary>
    public readonly double Slope(int i) => i < count ? slopes[i] : 0;

    /// <summary>The second derivative by variables i and j.</summary>
    public readonly double Curvature(int i, int j) =>
        i < count && j < count ? curvatures[Packed(i, j)] : 0;

    /// <summary>The variables themselves, at the given values.</summary>
    public static void Variables(ReadOnlySpan<double> values, Span<Jet> jets)
    {
        for (var i = 0; i < values.Length; i++)
        {
            jets[i] = new Jet(values[i], values.Length);
            jets[i].slopes[i] = 1;
        }
    }

    /// <summary>The values as constants: a law evaluated without derivatives.</summary>
    public static void Constants(ReadOnlySpan<double> values, Span<Jet> jets)
    {
        for (var i = 0; i < values.Length; i++)
        {
            jets[i] = values[i];
        }
    }

    public static implicit operator Jet(double constant) => new(constant, 0);

    public static Jet operator +(in Jet a, in Jet b)
    {
        var sum = new Jet(a.Value + b.Value, Math.Max(a.count, b.count));
        sum.Accumulate(a, 1);
        sum.Accumulate(b, 1);
        return sum;
    }

    public static Jet operator -(in Jet a, in Jet b)
    {
        var difference = new Jet(a.Value - b.Value, Math.Max(a.count, b.count));
        difference.Accumulate(a, 1);
        difference.Accumulate(b, -1);
        return difference;
    }

    public static Jet operator -(in Jet a) => a.Chain(-a.Value, -1, 0);

    public static Jet operator *(in Jet a, in Jet b)
    {
        var product = new Jet(a.Value * b.Value, Math.Max(a.count, b.count));
        product.Accumulate(a, b.Value);
        product.Accumulate(b, a.Value);
        for (var i = 0; i < product.count; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                product.curvatures[Packed(i, j)] +=
                    (a.Slope(i) * b.Slope(j)) + (a.Slope(j) * b.Slope(i));
            }
        }

        return product;
    }

    public static Jet operator /(in Jet a, in Jet b) => a * b.Reciprocal();

    public readonly Jet Reciprocal()
    {
        var inverse = 1 / Value;
        return Chain(inverse, -inverse * inverse, 2 * inverse * inverse * inverse);
    }

    public readonly Jet Exp()
    {
        var exp = Elementary.Exp(Value);
        return Chain(exp, exp, exp);
    }

    public readonly Jet Log() => Chain(Elementary.Log(Value), 1 / Value, -1 / (Value * Value));

    /// <summary>This to a constant power; the base may be negative when the power is a whole number.</summary>
    public readonly Jet Pow(double power) =>
        Chain(
            Elementary.Pow(Value, power),
            power * Elementary.Pow(Value, power - 1),
            power * (power - 1) * Elementary.Pow(Value, power - 2)
        );

    /// <summary>ln(1 + exp(this)), without overflow.</summary>
    public readonly Jet Softplus()
    {
        var share = 1 / (1 + Elementary.Exp(-Value));
        return Chain(Elementary.Softplus(Value), share, share * (1 - share));
    }

    /// <summary>1 - exp(-this), exact for small values.</summary>
    public readonly Jet OneMinusExpOfMinus()
    {
        var exp = Elementary.Exp(-Value);
        return Chain(-Elementary.ExpM1(-Value), exp, -exp);
    }

    /// <summary>ln(exp(a) + exp(b)), without overflow; minus infinity is an absent term.</summary>
    public static Jet LogSumExp(in Jet a, in Jet b)
    {
        if (double.IsNegativeInfinity(a.Value))
        {
            return b;
        }

        return double.IsNegativeInfinity(b.Value) ? a : a + (b - a).Softplus();
    }

    /// <summary>A function of this, from its value and its first and second derivative.</summary>
    public readonly Jet Chain(double value, double first, double second)
    {
        var result = new Jet(value, count);
        for (int i = 0, k = 0; i < count; i++)
        {
            result.slopes[i] = first * slopes[i];
            for (var j = 0; j <= i; j++, k++)
            {
                result.curvatures[k] = (first * curvatures[k]) + (second * slopes[i] * slopes[j]);
            }
        }

        return result;
    }

    private void Accumulate(in Jet other, double factor)
    {
        var packed = other.count * (other.count + 1) / 2;
        for (var i = 0; i < other.count; i++)
        {
            slopes[i] += factor * other.slopes[i];
        }

        for (var k = 0; k < packed; k++)
        {
            curvatures[k] += factor * other.curvatures[k];
        }
    }

    private static int Packed(int i, int j) =>
        i >= j ? (i * (i + 1) / 2) + j : (j * (j + 1) / 2) + i;

    [InlineArray(Largest)]
    private struct Slopes
    {
        private double first;
    }

    [InlineArray(Largest * (Largest + 1) / 2)]
    private struct Curvatures
    {
        private double first;
    }
}
