using Microsoft.AspNetCore.Antiforgery;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Worker.Web;

/// <summary>What browsers send.</summary>
internal static class Forms
{
    /// <summary>Whether a form came from a page of ours.</summary>
    /// <exception cref="BadHttpRequestException">The request cannot be taken in, such as one that is too large; the server answers with its status.</exception>
    public static async Task<bool> IsOursAsync(this IAntiforgery antiforgery, HttpContext http)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException fault)
            when (fault.InnerException is BadHttpRequestException refused)
        {
            throw new BadHttpRequestException(refused.Message, refused.StatusCode, fault);
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }

    /// <summary>The token of the forms of a page; null for whoever may change nothing, and is shown none.</summary>
    public static AntiforgeryTokenSet? TokenFor(this IAntiforgery antiforgery, HttpContext http) =>
        http.User.HasClaim(Access.Claim, Access.Change)
            ? antiforgery.GetAndStoreTokens(http)
            : null;

    /// <summary>The field that carries the token.</summary>
    public static Markup Hidden(AntiforgeryTokenSet token) =>
        new MarkupWriter()
            .Write(
                $"<input type=\"hidden\" name=\"{token.FormFieldName}\" value=\"{token.RequestToken ?? ""}\"/>"
            )
            .ToMarkup();

    /// <summary>The fields that were sent; none when it is no form.</summary>
    public static async Task<IFormCollection> FormAsync(
        this HttpContext http,
        CancellationToken cancellationToken
    ) =>
        http.Request.HasFormContentType
            ? await http.Request.ReadFormAsync(cancellationToken)
            : FormCollection.Empty;
}
