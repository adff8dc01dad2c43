namespace ScalingPipeline.Reporting.Charts.Drawing;

/// <summary>Where something lies that the axes do not reach.</summary>
internal enum Direction
{
    /// <summary>The axes reach it.</summary>
    None,
    Up,
    Down,
    Left,
    Right,
}
