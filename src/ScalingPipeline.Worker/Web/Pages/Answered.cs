using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Worker.Web.Calculators;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>What a calculator says: nothing was asked, an answer, or why there is none.</summary>
/// <param name="Answer">Null without one.</param>
/// <param name="Refusal">Why there is none; null when nothing was asked.</param>
internal sealed record Answered<T>(T? Answer, string? Refusal)
    where T : class
{
    public void Write(MarkupWriter html, Action<T> facts)
    {
        if (Refusal is not null)
        {
            html.Line($"<p role=\"alert\">{Outside.Shorten(Refusal, 600)}</p>");
        }
        else if (Answer is not null)
        {
            html.Line($"<div class=\"answer\"><dl class=\"facts\">");
            facts(Answer);
            html.Line($"</dl></div>");
        }
    }
}

/// <summary>Asks a calculator.</summary>
internal static class Answered
{
    public static async Task<Answered<T>> OfAsync<T>(bool isEmpty, Func<Task<T>> ask)
        where T : class
    {
        if (isEmpty)
        {
            return new Answered<T>(null, null);
        }

        try
        {
            return new Answered<T>(await ask(), null);
        }
        catch (QuestionException refused)
        {
            return new Answered<T>(null, refused.Message);
        }
    }
}
