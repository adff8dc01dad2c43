using Microsoft.Extensions.Options;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>Says to whoever may change nothing, where a form would be, how to get the right to.</summary>
internal sealed class RightToChange(IOptions<WebOptions> options)
{
    /// <param name="html">The page.</param>
    /// <param name="http">Who asks for it.</param>
    /// <param name="what">What cannot be done, as in "mark this run".</param>
    public void Explain(MarkupWriter html, HttpContext http, string what)
    {
        html.Write($"<p class=\"note\">To {what}, ");
        _ = options.Value switch
        {
            { ApiKeys.Count: > 0 } when http.User.Identity is { IsAuthenticated: true } =>
                html.Write(
                    $"<a href=\"{SignIn.Path}\">sign in</a> with a key that has <code>MayChange</code>; yours only reads"
                ),
            { ApiKeys.Count: > 0 } => html.Write(
                $"<a href=\"{SignIn.Path}\">sign in</a> with a key that has <code>MayChange</code>"
            ),
            _ => html.Write(
                $"a key with <code>MayChange</code> must be in <code>Web:ApiKeys</code> of the settings: <code>scaling-pipeline api-key new</code> makes one"
            ),
        };
        html.Line($".</p>");
    }
}
