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

    public Option<bool> Reporting { get; } =
        new("--reporting")
        {
            Description =
                "Predict what the paper's own estimator says, as a replication without interval, also where the law is not identified",
        };

    public Option<string?> CompareBy { get; } =
        new("--compare-by")
        {
            Description =
                "Compare the two families that COLUMN tells apart by L(N), L(D), L(C) or L(t): exponents, ratio of prefactors, equivalent size",
            HelpName = "COLUMN",
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
        Bootstrap.MustBeReplicates();
        drop.MustBeAtLeast(0);
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
            Reporting,
            CompareBy,
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
            Family = parsed.GetValue(CompareBy),
        };

    /// <summary>The rows of a table that meet the conditions, without those of the largest losses.</summary>
    /// <exception cref="UserErrorException">A condition is not understood, the table cannot be read, or no row is left.</exception>
    public IReadOnlyList<ObservationRow> Rows(ParseResult parsed, FileInfo table, bool needsLoss)
    {
        var conditions = (parsed.GetValue(where) ?? []).Select(RowCondition.Parse).ToArray();
        var rows = ObservationTable.Read(table, Columns(parsed), needsLoss, conditions);
        if (rows.Count == 0)
        {
            throw new UserErrorException(
                conditions.Length > 0
                    ? $"{table.Name} has no row that meets --where."
                    : $"{table.Name} has a header line but no rows."
            );
        }

        var dropped = parsed.GetValue(drop);
        return dropped < rows.Count
            ? [.. rows.OrderByDescending(row => row.Loss).Skip(dropped).OrderBy(row => row.Line)]
            : throw new UserErrorException(
                $"--drop-largest-loss {dropped} leaves none of the {rows.Count} rows of {table.Name}."
            );
    }

    /// <summary>Says plainly which of the options that were given mean nothing for a law.</summary>
    /// <exception cref="UserErrorException">One of them was given.</exception>
    public void RequireMeaning(ParseResult parsed, string law)
    {
        if (TableLaw.IsRelation(law))
        {
            Refuse(
                $"{law} is a line through optimal points, which predicts no losses and has intervals of Student's t",
                [Predict, Reporting, Level, Bootstrap, Profile, CompareBy, delta, ofLoss, noFloor]
            );
            return;
        }

        var definition = LawCatalogue.Find(law)!;
        if (parsed.GetValue(CompareBy) is not null)
        {
            RequireComparable(definition);
            Refuse(
                "Families are compared by nested tests of least squares",
                [Predict, Reporting, Level, Bootstrap, Profile, delta, ofLoss, noFloor]
            );
            return;
        }

        if (LawCatalogue.IsCurve(definition))
        {
            Refuse(
                $"{law} is a forecast by one estimator and has no parameters",
                [Reporting, Bootstrap, Profile, delta, ofLoss, noFloor]
            );
        }
        else if (!LawCatalogue.IsAdditive(definition))
        {
            Refuse($"{law} has no form without its floor", [noFloor]);
        }

        if (parsed.GetValue(Predict) is null)
        {
            Refuse("There is nothing to predict without --predict", [Reporting, Level]);
        }

        if (parsed.GetValue(Reporting))
        {
            Refuse("A replication has no interval", [Level]);
        }

        void Refuse(string why, Option[] options)
        {
            if (options.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } one)
            {
                throw new UserErrorException($"{why}: leave out {one.Name}.");
            }
        }
    }

    private static void RequireComparable(LawDefinition law)
    {
        if (!LawCatalogue.IsAdditive(law) || law.Variables.Count > 1)
        {
            throw new UserErrorException(
                $"--compare-by compares families by L(N), L(D), L(C) or L(t), not by {law.Name}."
            );
        }
    }

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
