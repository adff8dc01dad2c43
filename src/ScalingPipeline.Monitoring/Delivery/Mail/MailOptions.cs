using System.ComponentModel.DataAnnotations;
using System.Net;
using MimeKit;

namespace ScalingPipeline.Monitoring.Delivery.Mail;

/// <summary>People who are told of alerts by mail. The sink is called <c>mail-NAME</c>.</summary>
public sealed class MailOptions : SinkOptions
{
    /// <summary>The mail server that takes mail for delivery.</summary>
    [Required(ErrorMessage = "Host is missing.")]
    public string Host { get; set; } = "";

    /// <summary>Default: 0, that of <see cref="Security"/>.</summary>
    [Range(0, 65535, ErrorMessage = "Port must be between 1 and 65535, or 0 for the usual one.")]
    public int Port { get; set; }

    /// <summary>Default: <see cref="MailSecurity.StartTls"/>.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Default: none, the server asks for none.</summary>
    public string? User { get; set; }

    /// <summary>Goes with <see cref="User"/>.</summary>
    public string? Password { get; set; }

    /// <summary>The sender, e.g. <c>ScalingPipeline &lt;alerts@example.org&gt;</c>.</summary>
    [Required(ErrorMessage = "From is missing.")]
    public string From { get; set; } = "";

    /// <summary>Who gets the mail. The server must take it for all of them; put those that may fail on their own into another entry.</summary>
    [MinLength(1, ErrorMessage = "To has no address.")]
    public IList<string> To { get; set; } = [];

    /// <summary><see cref="Port"/>, or the usual one.</summary>
    public int UsedPort =>
        (Port, Security) switch
        {
            (0, MailSecurity.StartTls) => 587,
            (0, MailSecurity.Tls) => 465,
            (0, _) => 25,
            _ => Port,
        };

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var address in To.Prepend(From).Where(a => a.Length > 0 && !IsAddress(a)))
        {
            yield return new($"'{address}' is not a mail address.");
        }

        if (string.IsNullOrEmpty(User) != string.IsNullOrEmpty(Password))
        {
            yield return new("User and Password go together; one of them is missing.");
        }

        if (Security == MailSecurity.None && Host.Length > 0 && !IsHere(Host))
        {
            yield return new(
                $"Security None is for a server on this machine only, and {Host} is none; use StartTls or Tls."
            );
        }
    }

    private static bool IsAddress(string text) =>
        MailboxAddress.TryParse(text, out var mailbox)
        && mailbox.Address.Contains('@', StringComparison.Ordinal)
        && !text.Any(char.IsControl);

    private static bool IsHere(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
