using System.Net;
using System.Security.Cryptography;
using System.Text;
using MimeKit;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery.Mail;

/// <summary>
/// Writes the mail of a notice. All mails of one life of an alert refer to the same thread, whose first message nobody needs to have: so the resolution
/// is found under what it resolves, also when that was one of several alerts in one mail. Every attempt is the same mail with the same Message-ID.
/// </summary>
/// <remarks>Source: RFC 5322, section 3.6.4; RFC 3834 for <c>Auto-Submitted</c>.</remarks>
internal static class MailComposer
{
    private const int LongestSubject = 200;
    private const int LongestText = 4000;

    public static MimeMessage Of(
        AlertNotice notice,
        MailOptions options,
        string externalUrl,
        DateTimeOffset now
    )
    {
        var from = MailboxAddress.Parse(options.From);
        var mail = new MimeMessage { Date = now, MessageId = MessageId(notice.Id, from) };
        mail.From.Add(from);
        mail.To.AddRange(options.To.Select(MailboxAddress.Parse));
        var ends = notice.Alerts.All(a => a.Status == AlertStatus.Resolved);
        mail.Subject = (ends ? "Re: " : "") + AlertLines.Subject(notice, LongestSubject);
        mail.References.AddRange(
            notice
                .Alerts.Select(a => MessageId(AlertLife.Of(a), from))
                .Distinct(StringComparer.Ordinal)
        );
        mail.InReplyTo = mail.References[0];
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (notice.Alerts.Any(a => a.Severity == AlertSeverity.Critical && !IsResolved(a)))
        {
            mail.Importance = MessageImportance.High;
        }

        var alerts = notice.Alerts.Select(a => AlertLines.Of(a, LongestText)).ToArray();
        mail.Body = new BodyBuilder
        {
            TextBody = Plain(alerts, externalUrl),
            HtmlBody = Html(alerts, externalUrl),
        }.ToMessageBody();
        return mail;
    }

    private static bool IsResolved(AlertDocument alert) => alert.Status == AlertStatus.Resolved;

    // A hash: whatever the key is made of, the id is one.
    private static string MessageId(string key, MailboxAddress from)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var domain = MailboxAddress.EncodeAddrspec(from.Address).Split('@')[^1];
        return $"{Convert.ToHexStringLower(hash)[..32]}@{domain}";
    }

    private static string Plain(IEnumerable<IReadOnlyList<AlertLine>> alerts, string externalUrl)
    {
        var text = new StringBuilder();
        foreach (var alert in alerts)
        {
            foreach (var (label, words) in alert.Select(l => (l.Label, l.Text)))
            {
                text.Append(label).Append(": ").Append(words).Append('\n');
            }

            text.Append('\n');
        }

        return text.Append(externalUrl.Length > 0 ? $"{externalUrl}\n" : "").ToString();
    }

    private static string Html(IEnumerable<IReadOnlyList<AlertLine>> alerts, string externalUrl)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><body>\n");
        foreach (var alert in alerts)
        {
            html.Append("<p>\n");
            foreach (var line in alert)
            {
                html.Append(
                    $"<strong>{line.Label}</strong>: {WebUtility.HtmlEncode(line.Text)}<br>\n"
                );
            }

            html.Append("</p>\n");
        }

        if (externalUrl.Length > 0)
        {
            var link = WebUtility.HtmlEncode(externalUrl);
            html.Append($"<p><a href=\"{link}\">{link}</a></p>\n");
        }

        return html.Append("</body></html>\n").ToString();
    }
}
