using Microsoft.Extensions.Options;

namespace ScalingPipeline.Worker.Web;

/// <summary>The page has no sign-in, so it is served on the loopback interface and nowhere else.</summary>
internal sealed class WebOptionsValidator : IValidateOptions<WebOptions>
{
    public ValidateOptionsResult Validate(string? name, WebOptions options) =>
        Uri.TryCreate(options.Url, UriKind.Absolute, out var url)
        && url.Scheme is "http"
        && url.IsLoopback
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{WebOptions.Section}:Url is '{options.Url}'; it must be an http address of this machine, such as http://127.0.0.1:5080."
            );
}
