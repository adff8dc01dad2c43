using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Worker.Web;

/// <summary>The service's own page and API. Section <c>Web</c>.</summary>
public sealed class WebOptions
{
    public const string Section = "Web";

    /// <summary>
    /// Where the page is served. Default: http://127.0.0.1:5080, where reading needs no sign-in; port 0 takes any free port. Any address that others can
    /// reach needs <see cref="ApiKeys"/> or <see cref="Jwt"/>, and https a certificate in <c>Kestrel:Certificates:Default</c>.
    /// </summary>
    [Required]
    public string Url { get; set; } = "http://127.0.0.1:5080";

    /// <summary>Who may come in with a key. Default: nobody.</summary>
    public IList<ApiKeyOptions> ApiKeys { get; set; } = [];

    /// <summary>
    /// Whether everybody at this machine may change things on the page, as in the demo. It counts on loopback without a proxy, and only while there are
    /// neither <see cref="ApiKeys"/> nor <see cref="Jwt"/>, which say who may. Default: false, nobody.
    /// </summary>
    public bool LocalChanges { get; set; }

    /// <summary>Whose tokens are taken (Entra ID or any other issuer of OpenID Connect). Default: nobody's.</summary>
    public JwtOptions? Jwt { get; set; }

    /// <summary>
    /// The host names under which the page is asked for. Default: on loopback the names of the machine itself, so that no other site's page can
    /// reach it by a name of its own; elsewhere any. One that is set on loopback stands for a proxy in front, and reading needs a sign-in.
    /// </summary>
    public IList<string> Hosts { get; set; } = [];

    /// <summary>Addresses or networks (10.0.0.0/8) of the proxies whose <c>X-Forwarded-*</c> headers are believed. Default: none.</summary>
    public IList<string> KnownProxies { get; set; } = [];

    /// <summary>How long a browser stays signed in. Default: 12 h.</summary>
    [Range(
        typeof(TimeSpan),
        "00:01:00",
        "30.00:00:00",
        ErrorMessage = "Web:SignedInFor must be between 1 min and 30 days."
    )]
    public TimeSpan SignedInFor { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Pages that one client may ask for in a minute; they are made anew each time. Default: 120.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Web:PagesPerMinute must be between 1 and 1,000,000.")]
    public int PagesPerMinute { get; set; } = 120;

    /// <summary>Requests of any kind that one client may make in a minute. Default: 6,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Web:RequestsPerMinute must be between 1 and 1,000,000.")]
    public int RequestsPerMinute { get; set; } = 6000;

    /// <summary>Wrong keys that one client may show in a minute. Default: 10.</summary>
    [Range(1, 10_000, ErrorMessage = "Web:WrongKeysPerMinute must be between 1 and 10,000.")]
    public int WrongKeysPerMinute { get; set; } = 10;

    /// <summary>Connections at once, of all clients together. Default: 256.</summary>
    [Range(1, 100_000, ErrorMessage = "Web:Connections must be between 1 and 100,000.")]
    public int Connections { get; set; } = 256;

    /// <summary>How long one request may take. Default: 1 min.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00.100",
        "01:00:00",
        ErrorMessage = "Web:RequestTimeout must be between 100 ms and 1 h."
    )]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether reading needs a sign-in: always, but on loopback without a proxy in front.</summary>
    public bool NeedsSignIn => !IsLoopback || Hosts.Count > 0 || KnownProxies.Count > 0;

    /// <summary>Whether anybody can sign in at all.</summary>
    public bool CanSignIn => ApiKeys.Count > 0 || Jwt is not null;

    /// <summary>Whether everybody who reaches the page may change things on it.</summary>
    public bool EverybodyMayChange => LocalChanges && !NeedsSignIn && !CanSignIn;

    private bool IsLoopback => Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.IsLoopback;
}
