using System.Net;
using System.Text.RegularExpressions;

namespace ScalingPipeline.Worker.Tests.Web;

/// <summary>Requests with one header more, and forms.</summary>
internal static partial class Requests
{
    public static async Task<HttpStatusCode> StatusAsync(
        this HttpClient client,
        HttpMethod method,
        string path,
        params (string Name, string Value)[] headers
    )
    {
        using var response = await client.AskAsync(method, path, headers);
        return response.StatusCode;
    }

    public static async Task<HttpResponseMessage> AskAsync(
        this HttpClient client,
        HttpMethod method,
        string path,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static (string, string) Bearer(string token) => ("Authorization", $"Bearer {token}");

    /// <summary>Sends a form with the token of a page.</summary>
    public static async Task<HttpStatusCode> SubmitAsync(
        this HttpClient client,
        string page,
        string path,
        params (string Name, string Value)[] fields
    )
    {
        var cancelled = TestContext.Current.CancellationToken;
        var token = Token().Match(await client.GetStringAsync(page, cancelled));
        using var content = new FormUrlEncodedContent([
            new(token.Groups["name"].Value, token.Groups["value"].Value),
            .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)),
        ]);
        using var response = await client.PostAsync(path, content, cancelled);
        return response.StatusCode;
    }

    [GeneratedRegex(
        "type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]+)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Token();
}
