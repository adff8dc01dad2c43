namespace ScalingPipeline.Worker.Web;

/// <summary>Whose JSON Web Tokens open the page and the API, and what for.</summary>
public sealed class JwtOptions
{
    /// <summary>The issuer, e.g. <c>https://login.microsoftonline.com/TENANT/v2.0</c>; its keys are taken from its discovery document.</summary>
    public string Authority { get; set; } = "";

    /// <summary>For whom the tokens must be made out, e.g. the client ID of the API: what Entra ID's v2.0 tokens have, and never <c>api://</c>.</summary>
    public string Audience { get; set; } = "";

    /// <summary>The role or scope that reading needs. Default: ScalingPipeline.Read.</summary>
    public string ReadRole { get; set; } = "ScalingPipeline.Read";

    /// <summary>The role or scope that changing needs; it includes reading. Default: ScalingPipeline.Change.</summary>
    public string ChangeRole { get; set; } = "ScalingPipeline.Change";
}
