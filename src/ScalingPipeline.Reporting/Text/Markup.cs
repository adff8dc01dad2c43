namespace ScalingPipeline.Reporting.Text;

/// <summary>HTML or SVG that was made here and is written as it stands. Every other text is escaped.</summary>
public readonly record struct Markup(string Text)
{
    public static Markup Empty { get; } = new("");

    public override string ToString() => Text ?? "";
}
