using System.CommandLine;
using System.Globalization;
using ScalingPipeline.Laws.Catalogue;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Tables;

namespace ScalingPipeline.Worker.Commands;

/// <summary>The options of <c>fit</c>: which rows, which columns, which estimator, what to show.</summary>
internal sealed class FitCommandOptions
{
    private static readonly TableColumns _names = new();
    private static readonly double _least = PooledQuantiles.Measured.Levels[0];
    private static readonly double _most = PooledQuantiles.Measured.Levels[^1];

    private readonly Option<string[]> where = new("--where")
    {
        Description = "Use only rows where COLUMN=VALUE; also != < <= > >=; may be given again",
        HelpName = "CONDITION",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<int> drop = new("--drop-largest-loss")
    {
        Description = "Leave out the rows with the N largest losses",
        HelpName = "N",
    };
    private readonly Option<string?> delta = new("--delta")
    {
        Description =
            "Minimise the sum of Huber(DELTA) of the residuals of ln L; inf for their squares; the default is what the law's paper minimises",
        HelpName = "DELTA",
    };
    private readonly Option<bool> ofLoss = new("--squares-of-loss")
    {
        Description = "Minimise the squared residuals of L itself",
    };
    private readonly Option<bool> noFloor = new("--no-floor")
    {
        Description = "Leave out the irreducible loss of L(N), L(D), L(C), L(t) or L(N,D)",
    };
    private readonly Option<string> parameters = Column("--parameters-column", _names.Parameters);
    private readonly Option<string> tokens = Column("--tokens-column", _names.Tokens);
    private readonly Option<string> compute = Column("--compute-column", _names.Compute);
    private readonly Option<string> loss = Column("--loss-column", _names.Loss);
    private readonly Option<string> run = Column("--run-column", _names.Run);
    private readonly Option<string> unique = Column("--unique-tokens-column", _names.UniqueTokens);
    private readonly Option<string> steps = Column("--steps-column", _names.Steps);
    private readonly Option<string> position = Column("--position-column", _names.Position);

    /// <summary>Replicates; null for the usual ones.</summary>
    public Option<int?> Bootstrap { get; } =
        new("--bootstrap")
        {
            Description =
                "Intervals of the parameters from N resamples by run; 0 for none; by default, where there are enough runs, profile intervals for laws of one variable, else 1000 resamples, or 200 for slower laws",
            HelpName = "N",
        };

    public Option<FileInfo> Predict { get; } =
        new Option<FileInfo>("--predict")
        {
            Description = "A table of the same columns, the loss left out, to predict losses for",
            HelpName = "FILE",
        }.AcceptExistingOnly();

    public Option<double?> Level { get; } =
        new("--level")
        {
            Description =
                $"Nominal coverage of the intervals of predictions, {_least} to {_most}; by default 0.9",
            HelpName = "SHARE",
        };

    public Option<bool> Profile { get; } =
        new("--profile")
        {
            Description =
                "Add profile intervals, which know where the data do not bound a parameter",
        };

    public void AddTo(Command command)
    {
        Level.MustLieBetween(_least, _most);
        Option[] all =
        [
            where,
            drop,
            delta,
            ofLoss,
            noFloor,
            Bootstrap,
            Profile,
            Predict,
            Level,
            parameters,
            tokens,
            compute,
            loss,
            run,
            unique,
            steps,
            position,
        ];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    public TableColumns Columns(ParseResult parsed) =>
        new()
        {
            Parameters = parsed.GetRequiredValue(parameters),
            Tokens = parsed.GetRequiredValue(tokens),
            Compute = parsed.GetRequiredValue(compute),
            Loss = parsed.GetRequiredValue(loss),
            Run = parsed.GetRequiredValue(run),
            UniqueTokens = parsed.GetRequiredValue(unique),
            Steps = parsed.GetRequiredValue(steps),
            Position = parsed.GetRequiredValue(position),
        };

    /// <exception cref="UserErrorException">A condition is not understood.</exception>
    public IReadOnlyList<RowCondition> Where(ParseResult parsed) =>
        [.. (parsed.GetValue(where) ?? []).Select(RowCondition.Parse)];

    /// <summary>The rows without those of the largest losses.</summary>
    public IReadOnlyList<ObservationRow> Kept(
        ParseResult parsed,
        IReadOnlyList<ObservationRow> rows
    ) =>
        [
            .. rows.OrderByDescending(row => row.Loss)
                .Skip(parsed.GetValue(drop))
                .OrderBy(row => row.Line),
        ];

    /// <exception cref="UserErrorException">The width of the Huber loss is not a positive number, or two estimators are asked for.</exception>
    public FitOptions Fit(ParseResult parsed, LawDefinition law)
    {
        var width = parsed.GetValue(delta);
        if (width is not null && parsed.GetValue(ofLoss))
        {
            throw new UserErrorException(
                "--delta and --squares-of-loss are two estimators: give one of them."
            );
        }

        var chosen =
            parsed.GetValue(ofLoss) ? LossFunction.LeastSquaresOfLoss
            : width is null ? law.Published
            : Huber(width);
        if (chosen.OfLoss && LawCatalogue.IsAdditive(law))
        {
            throw new UserErrorException(
                $"{law.Name} is fitted to ln L; give --delta, or --delta inf for least squares."
            );
        }

        return FitOptions.Reporting with
        {
            Loss = chosen,
            WithFloor = !parsed.GetValue(noFloor),
        };
    }

    private static LossFunction Huber(string width)
    {
        if (string.Equals(width, "inf", StringComparison.OrdinalIgnoreCase))
        {
            return LossFunction.LeastSquares;
        }

        return
            double.TryParse(width, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value > 0
            && double.IsFinite(value)
            ? LossFunction.Huber(value)
            : throw new UserErrorException(
                $"--delta is '{width}': give a positive number, or inf for least squares."
            );
    }

    private static Option<string> Column(string name, string byDefault) =>
        new(name)
        {
            HelpName = "NAME",
            Description = "The column's name",
            DefaultValueFactory = _ => byDefault,
        };
}
