using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;

namespace ScalingPipeline.Worker.Web.Api;

/// <summary>The body of a refusal that has none: a problem, which says what is wrong with the parameters of a request.</summary>
internal static class ApiFault
{
    public static async Task WriteAsync(StatusCodeContext refused)
    {
        var http = refused.HttpContext;
        var status = http.Response.StatusCode;
        await http
            .RequestServices.GetRequiredService<IProblemDetailsService>()
            .TryWriteAsync(
                new()
                {
                    HttpContext = http,
                    ProblemDetails =
                    {
                        Status = status,
                        Detail = status == StatusCodes.Status400BadRequest ? Detail(http) : null,
                    },
                }
            );
    }

    private static string Detail(HttpContext http)
    {
        if (!Access.IsReading(http.Request.Method))
        {
            return $"The body must be JSON, as {ApiDescription.Path} describes it.";
        }

        var taken = (
            http.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? []
        )
            .Where(p => p.HasTryParse || p.ParameterInfo.ParameterType == typeof(string))
            .ToArray();
        var query = http.Request.Query;
        string[] missing =
        [
            .. taken.Where(p => !p.IsOptional && !query.ContainsKey(p.Name)).Select(p => p.Name),
        ];
        string[] unknown =
        [
            .. query.Keys.Where(key =>
                !taken.Any(p => string.Equals(p.Name, key, StringComparison.OrdinalIgnoreCase))
            ),
        ];
        string[] sentences =
        [
            .. missing.Length > 0 ? [$"Missing: {string.Join(", ", missing)}."] : (string[])[],
            .. unknown.Length > 0
                ? [$"There is no parameter {string.Join(", ", unknown)}."]
                : (string[])[],
        ];
        return sentences.Length > 0
            ? string.Join(' ', sentences)
            : $"A parameter has a value that cannot be read; {ApiDescription.Path} describes each.";
    }
}
