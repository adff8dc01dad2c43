using Microsoft.AspNetCore.Http;

namespace ScalingPipeline.Testing.Faults;

/// <summary>The server behind a <see cref="FaultProxy"/>.</summary>
internal sealed class FaultUpstream(string server) : IDisposable
{
    private static readonly string[] _ofTheConnection =
    [
        "Connection",
        "Keep-Alive",
        "Transfer-Encoding",
        "Expect",
    ];

    private readonly HttpMessageInvoker _client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        }
    );

    public Task<HttpResponseMessage> SendAsync(HttpRequest request, string target)
    {
        // As it was sent: dots and escapes in a path are part of what is signed.
        var uri = new Uri(
            server + target,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );
        var message = new HttpRequestMessage(new HttpMethod(request.Method), uri)
        {
            Content =
                request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0
                    ? new StreamContent(request.Body)
                    : null,
        };
        if (message.Content is null && request.ContentLength is 0)
        {
            message.Content = new ByteArrayContent([]);
        }

        foreach (
            var (name, values) in request.Headers.Where(h =>
                !_ofTheConnection.Contains(h.Key, StringComparer.OrdinalIgnoreCase)
            )
        )
        {
            if (!message.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return _client.SendAsync(message, request.HttpContext.RequestAborted);
    }

    /// <summary>Passes an answer back, whole or cut.</summary>
    public async Task ReturnAsync(HttpResponseMessage answer, HttpContext context, FaultKind fault)
    {
        var body = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
        var isHead = HttpMethods.IsHead(context.Request.Method);
        var response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        foreach (
            var (name, values) in answer
                .Headers.Concat(answer.Content.Headers)
                .Where(h => !_ofTheConnection.Contains(h.Key, StringComparer.OrdinalIgnoreCase))
        )
        {
            response.Headers[name] = values.ToArray();
        }

        var half = fault is FaultKind.BodyCut or FaultKind.BodyTruncated;
        var sent = half ? body.AsMemory(0, body.Length / 2) : body;
        if (!isHead && answer.Content.Headers.ContentLength is not null)
        {
            response.ContentLength = fault is FaultKind.BodyTruncated ? sent.Length : body.Length;
        }

        await response.Body.WriteAsync(sent, context.RequestAborted);
        if (fault is FaultKind.BodyCut)
        {
            await response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        }
    }

    public void Dispose() => _client.Dispose();
}
