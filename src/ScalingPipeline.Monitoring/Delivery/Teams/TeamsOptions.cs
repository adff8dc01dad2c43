using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Monitoring.Delivery.Teams;

/// <summary>A Teams channel or chat with a workflow that posts cards. The sink is called <c>teams-NAME</c>.</summary>
public sealed class TeamsOptions : SinkOptions
{
    /// <summary>The URL that Workflows shows for "Post to a channel when a webhook request is received". A secret.</summary>
    [Required(ErrorMessage = "Url is missing.")]
    [HttpUrl]
    public string Url { get; set; } = "";
}
