using MimeKit;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

namespace ScalingPipeline.Monitoring.Tests.Delivery.Mail;

public sealed class MailSinkTests : SinkContract
{
    private readonly SmtpReceiver _receiver = new(login: (MailLogin.User, MailLogin.Password));

    protected override IReceiver Receiver => _receiver;

    // SMTP knows "later", not when.
    protected override TimeSpan? Pause => null;

    protected override Dictionary<string, string?> Settings =>
        new(StringComparer.Ordinal)
        {
            ["Mail:0:Name"] = "team",
            ["Mail:0:Host"] = "127.0.0.1",
            ["Mail:0:Port"] = $"{_receiver.Port}",
            ["Mail:0:Security"] = "None",
            ["Mail:0:User"] = MailLogin.User,
            ["Mail:0:Password"] = MailLogin.Password,
            ["Mail:0:From"] = "ScalingPipeline <alerts@example.org>",
            ["Mail:0:To:0"] = "team@example.org",
            ["Mail:0:To:1"] = "Zoë <zoe@example.org>",
            ["ExternalUrl"] = "https://scaling.example.org/?a=1&b=2",
        };

    protected override IReadOnlyList<string> Secrets =>
        [
            MailLogin.Password,
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(MailLogin.Password)),
        ];

    [Fact]
    public async Task A_mail_has_text_and_html_for_all_recipients()
    {
        using var delivery = new TestDelivery(Settings);
        delivery.Refit(
            TestDelivery.Alert("<script>alert(1)</script>", message: "0 < loss & \"up\"")
        );
        await delivery.DeliverAsync();

        var mail = Assert.Single(_receiver.Mails);
        Assert.Equal(["team@example.org", "zoe@example.org"], _receiver.Recipients);
        Assert.Equal("alerts@example.org", mail.From.Mailboxes.Single().Address);
        Assert.Contains("What: 0 < loss & \"up\"", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains(
            "0 &lt; loss &amp; &quot;up&quot;",
            mail.HtmlBody,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("<script", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("?a=1&amp;b=2\"", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal(TestDelivery.Start, mail.Date);
    }

    [Fact]
    public async Task No_name_can_add_a_header_or_a_recipient()
    {
        using var delivery = new TestDelivery(Settings);
        delivery.Refit(
            TestDelivery.Alert("run\r\nBcc: eve@example.org\r\n\r\n<b>", domain: "d\nX-Evil: 1")
        );
        await delivery.DeliverAsync();

        var mail = Assert.Single(_receiver.Mails);
        Assert.DoesNotContain(mail.Headers, h => h.Field is "Bcc" or "X-Evil");
        Assert.Equal(2, _receiver.Recipients.Count);
        Assert.Contains("Bcc: eve@example.org", mail.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mails_about_an_alert_are_one_thread_also_when_it_began_among_others()
    {
        using var delivery = new TestDelivery(Settings);
        delivery.Refit(TestDelivery.Alert("run-a"), TestDelivery.Alert("run-b"));
        await delivery.DeliverAsync();
        delivery.Refit(TestDelivery.Alert("run-b", status: AlertStatus.Resolved));
        await delivery.DeliverAsync();

        MimeMessage[] mails = [.. _receiver.Mails];
        Assert.Equal(2, mails.Length);
        Assert.Equal("language: 2 alerts", mails[0].Subject);
        Assert.Equal($"Re: run-b in language: {AlertCodes.TrainingTrend}", mails[1].Subject);
        Assert.Contains(mails[1].InReplyTo, mails[0].References);
        Assert.NotEqual(mails[0].MessageId, mails[1].MessageId);
    }

    [Fact]
    public async Task A_refused_recipient_is_named()
    {
        var settings = Settings;
        settings["Mail:0:To:1"] = "nobody@refused.example.org";
        using var delivery = new TestDelivery(settings);
        delivery.Refit(TestDelivery.Alert());

        Assert.Equal((0, 1), await delivery.DeliverAsync());

        Assert.Empty(_receiver.Mails);
        Assert.Contains(
            "for nobody@refused.example.org",
            Assert.Single(delivery.State.Outbox.Values).LastError!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_wrong_password_is_said_without_it()
    {
        var settings = Settings;
        settings["Mail:0:Password"] = "not-this-one";
        using var delivery = new TestDelivery(settings);
        delivery.Refit(TestDelivery.Alert());

        await delivery.DeliverAsync();

        Assert.Equal(
            "The mail server 127.0.0.1 of mail-team does not accept User and Password.",
            Assert.Single(delivery.State.Outbox.Values).LastError
        );
    }
}
