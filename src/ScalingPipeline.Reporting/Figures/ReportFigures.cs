namespace ScalingPipeline.Reporting.Figures;

/// <summary>The figures of a report, in the order in which they are shown.</summary>
public static class ReportFigures
{
    /// <summary>The figures of one domain.</summary>
    public static IReadOnlyList<Figure> Of(FigureContext context) =>
        [
            ComputeFigure.Create(context),
            ReducibleLossFigure.Create(context),
            LossLawFigure.OfParameters(context),
            LossLawFigure.OfTokens(context),
            CollapseFigure.Create(context),
            PositionFigure.Create(context),
            IsoFlopFigure.Create(context),
            PredictedActualFigure.Create(context),
            ResidualFigure.Create(context),
        ];

    /// <summary>The figures that compare domains.</summary>
    public static IReadOnlyList<Figure> Across(IReadOnlyList<FigureContext> domains) =>
        [
            ExponentFigure.Create("x-e", domains),
            OptimalSizeFigure.Create("x-o", domains),
            CalibrationFigure.Create("x-c", domains),
        ];
}
