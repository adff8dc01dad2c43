using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;

namespace ScalingPipeline.Laws.Catalogue;

/// <summary>A law that a table can be fitted to.</summary>
public sealed class LawDefinition
{
    private readonly Func<LossTable, FitOptions, FittedTable> fit;

    internal LawDefinition(
        string name,
        string formula,
        string source,
        LossFunction published,
        IReadOnlyList<TableVariable> variables,
        Func<LossTable, FitOptions, FittedTable> fit
    )
    {
        Name = name;
        Formula = formula;
        Source = source;
        Published = published;
        Variables = variables;
        this.fit = fit;
    }

    /// <summary>What a user asks for, such as <c>L(N)</c> or <c>kaplan</c>.</summary>
    public string Name { get; }

    /// <summary>The equation with the names of its parameters.</summary>
    public string Formula { get; }

    /// <summary>Paper and equation.</summary>
    public string Source { get; }

    /// <summary>What the paper minimises.</summary>
    public LossFunction Published { get; }

    /// <summary>The columns of the table, in order.</summary>
    public IReadOnlyList<TableVariable> Variables { get; }

    /// <summary>The reporting fit of a table whose columns are <see cref="Variables"/>.</summary>
    public FittedTable Fit(LossTable data, FitOptions options) => fit(data, options);
}

/// <summary>A quantity that a law is a function of.</summary>
public enum TableVariable
{
    /// <summary>N.</summary>
    Parameters,

    /// <summary>D, in tokens.</summary>
    Tokens,

    /// <summary>C, in FLOP.</summary>
    Compute,

    /// <summary>M = D/N.</summary>
    TokensPerParameter,

    /// <summary>U, in tokens.</summary>
    UniqueTokens,

    /// <summary>S_min: the fewest steps.</summary>
    Steps,

    /// <summary>t, from 1.</summary>
    Position,
}

/// <summary>The symbols of the variables.</summary>
public static class TableVariables
{
    public static string Symbol(this TableVariable variable) =>
        variable switch
        {
            TableVariable.Parameters => "N",
            TableVariable.Tokens => "D",
            TableVariable.Compute => "C",
            TableVariable.TokensPerParameter => "M",
            TableVariable.UniqueTokens => "U",
            TableVariable.Steps => "S",
            TableVariable.Position => "t",
            _ => throw new ArgumentOutOfRangeException(nameof(variable), variable, null),
        };
}
