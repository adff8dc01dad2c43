using Spectre.Console.Rendering;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>Has every text that is printed pass <see cref="Visible"/>: whatever a name holds, it does not move the cursor. What the console itself adds, as colours, stays.</summary>
internal sealed class VisibleHook : IRenderHook
{
    public IEnumerable<IRenderable> Process(
        RenderOptions options,
        IEnumerable<IRenderable> renderables
    ) => renderables.Select(renderable => new Shown(renderable));

    private sealed class Shown(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) =>
            inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            inner
                .Render(options, maxWidth)
                .Select(segment =>
                    segment.IsControlCode || segment.IsLineBreak
                        ? segment
                        : new Segment(Visible.Text(segment.Text), segment.Style)
                );
    }
}
