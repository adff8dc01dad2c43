using System.Globalization;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Tests.Fitting.General;

/// <summary>A problem of the NIST Statistical Reference Datasets, nonlinear regression (itl.nist.gov/div898/strd, public domain): data, both starts, certified values.</summary>
internal sealed class StrdProblem : IResidualModel
{
    private readonly double[][] rows;
    private readonly Func<Jet[], double[], Jet> model;
    private readonly bool ofLog;

    private StrdProblem(
        Dictionary<string, double[]> facts,
        double[][] rows,
        Func<Jet[], double[], Jet> model,
        bool ofLog
    )
    {
        Starts = [facts["start1"], facts["start2"]];
        Certified = facts["value"];
        Deviations = facts["deviation"];
        SumOfSquares = facts["squares"][0];
        this.rows = rows;
        this.model = model;
        this.ofLog = ofLog;
    }

    public static IReadOnlyList<string> Names { get; } =
    [
        "Misra1a",
        "Chwirut2",
        "Chwirut1",
        "Lanczos3",
        "Gauss1",
        "Gauss2",
        "DanWood",
        "Misra1b",
        "Kirby2",
        "Hahn1",
        "Nelson",
        "MGH17",
        "Lanczos1",
        "Lanczos2",
        "Gauss3",
        "Misra1c",
        "Misra1d",
        "Roszman1",
        "ENSO",
        "MGH09",
        "Thurber",
        "BoxBOD",
        "Rat42",
        "MGH10",
        "Eckerle4",
        "Rat43",
        "Bennett5",
    ];

    public double[][] Starts { get; }

    public double[] Certified { get; }

    public double[] Deviations { get; }

    public double SumOfSquares { get; }

    public int ParameterCount => Certified.Length;

    public int Count => rows.Length;

    public static StrdProblem Load(string name)
    {
        var facts = new Dictionary<string, double[]>(StringComparer.Ordinal);
        var data = new List<double[]>();
        var file = Path.Combine(
            AppContext.BaseDirectory,
            "Fitting",
            "General",
            "Strd",
            $"{name}.txt"
        );
        foreach (var line in File.ReadLines(file))
        {
            var cells = line.Split(' ');
            if (char.IsLetter(cells[0][0]))
            {
                facts[cells[0]] = Array.ConvertAll(cells[1..], Number);
            }
            else
            {
                data.Add(Array.ConvertAll(cells, Number));
            }
        }

        return new StrdProblem(facts, [.. data], Model(name), name == "Nelson");
    }

    public Jet Residual(ReadOnlySpan<Jet> theta, int observation)
    {
        var row = rows[observation];
        return model(theta.ToArray(), row[1..]) - (ofLog ? Math.Log(row[0]) : row[0]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The models as NIST prints them.</summary>
    private static Func<Jet[], double[], Jet> Model(string name) =>
        name switch
        {
            "Misra1a" => (b, x) => b[0] * (1 - (-b[1] * x[0]).Exp()),
            "Misra1b" => (b, x) => b[0] * (1 - (1 + (b[1] * (x[0] / 2))).Pow(-2)),
            "Misra1c" => (b, x) => b[0] * (1 - (1 + (b[1] * (2 * x[0]))).Pow(-0.5)),
            "Misra1d" => (b, x) => b[0] * b[1] * x[0] / (1 + (b[1] * x[0])),
            "Chwirut1" or "Chwirut2" => (b, x) => (-b[0] * x[0]).Exp() / (b[1] + (b[2] * x[0])),
            "Lanczos1" or "Lanczos2" or "Lanczos3" => (b, x) =>
                (b[0] * (-b[1] * x[0]).Exp())
                + (b[2] * (-b[3] * x[0]).Exp())
                + (b[4] * (-b[5] * x[0]).Exp()),
            "Gauss1" or "Gauss2" or "Gauss3" => (b, x) =>
                (b[0] * (-b[1] * x[0]).Exp())
                + (b[2] * (-((x[0] - b[3]) / b[4]).Pow(2)).Exp())
                + (b[5] * (-((x[0] - b[6]) / b[7]).Pow(2)).Exp()),
            "DanWood" => (b, x) => b[0] * (b[1] * Math.Log(x[0])).Exp(),
            "Kirby2" => (b, x) =>
                (b[0] + (b[1] * x[0]) + (b[2] * (x[0] * x[0])))
                / (1 + (b[3] * x[0]) + (b[4] * (x[0] * x[0]))),
            "Hahn1" => (b, x) =>
                (b[0] + (x[0] * (b[1] + (x[0] * (b[2] + (b[3] * x[0]))))))
                / (1 + (x[0] * (b[4] + (x[0] * (b[5] + (b[6] * x[0])))))),
            "Bennett5" => (b, x) => b[0] * (-(b[1] + x[0]).Log() / b[2]).Exp(),
            "Nelson" => (b, x) => b[0] - (b[1] * x[0] * (-b[2] * x[1]).Exp()),
            "MGH17" => (b, x) =>
                b[0] + (b[1] * (-b[3] * x[0]).Exp()) + (b[2] * (-b[4] * x[0]).Exp()),
            "Roszman1" => (b, x) =>
                b[0] - (b[1] * x[0]) - (Atan(b[2] / (x[0] - b[3])) * (1 / Math.PI)),
            "ENSO" => (b, x) =>
                b[0]
                + (b[1] * Math.Cos(2 * Math.PI * x[0] / 12))
                + (b[2] * Math.Sin(2 * Math.PI * x[0] / 12))
                + (b[4] * Cos(2 * Math.PI * x[0] / b[3]))
                + (b[5] * Sin(2 * Math.PI * x[0] / b[3]))
                + (b[7] * Cos(2 * Math.PI * x[0] / b[6]))
                + (b[8] * Sin(2 * Math.PI * x[0] / b[6])),
            "MGH09" => (b, x) =>
                b[0] * ((x[0] * x[0]) + (b[1] * x[0])) / ((x[0] * x[0]) + (b[2] * x[0]) + b[3]),
            "Thurber" => (b, x) =>
                (b[0] + (x[0] * (b[1] + (x[0] * (b[2] + (b[3] * x[0]))))))
                / (1 + (x[0] * (b[4] + (x[0] * (b[5] + (b[6] * x[0])))))),
            "BoxBOD" => (b, x) => b[0] * (1 - (-b[1] * x[0]).Exp()),
            "Rat42" => (b, x) => b[0] / (1 + (b[1] - (b[2] * x[0])).Exp()),
            "MGH10" => (b, x) => b[0] * (b[1] / (x[0] + b[2])).Exp(),
            "Eckerle4" => (b, x) => b[0] / b[1] * (-0.5 * ((x[0] - b[2]) / b[1]).Pow(2)).Exp(),
            "Rat43" => (b, x) => b[0] / ((b[1] - (b[2] * x[0])).Softplus() / b[3]).Exp(),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };

    private static Jet Sin(Jet x) =>
        x.Chain(Math.Sin(x.Value), Math.Cos(x.Value), -Math.Sin(x.Value));

    private static Jet Cos(Jet x) =>
        x.Chain(Math.Cos(x.Value), -Math.Sin(x.Value), -Math.Cos(x.Value));

    private static Jet Atan(Jet x)
    {
        var slope = 1 / (1 + (x.Value * x.Value));
        return x.Chain(Math.Atan(x.Value), slope, -2 * x.Value * slope * slope);
    }
}
