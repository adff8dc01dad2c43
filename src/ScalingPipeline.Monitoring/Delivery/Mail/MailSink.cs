using System.Net.Security;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace ScalingPipeline.Monitoring.Delivery.Mail;

/// <summary>Hands alerts to a mail server over SMTP, one connection for each mail, see <see cref="MailComposer"/>.</summary>
public sealed class MailSink : IAlertSink
{
    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(2);

    private readonly MailOptions _options;
    private readonly string _externalUrl;
    private readonly TimeProvider _time;
    private readonly RemoteCertificateValidationCallback? _trust;

    public MailSink(MailOptions options, string externalUrl, TimeSpan repeat, TimeProvider time)
        : this(options, externalUrl, repeat, time, trust: null) { }

    /// <param name="trust">Judges the server's certificate instead of the machine.</param>
    internal MailSink(
        MailOptions options,
        string externalUrl,
        TimeSpan repeat,
        TimeProvider time,
        RemoteCertificateValidationCallback? trust
    )
    {
        _options = options;
        _externalUrl = externalUrl;
        _time = time;
        _trust = trust;
        Name = $"mail-{options.Name}";
        Repeat = repeat;
    }

    public string Name { get; }

    public int Capacity => 100;

    public TimeSpan Repeat { get; }

    public async Task SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        using var mail = MailComposer.Of(notice, _options, _externalUrl, _time.GetUtcNow());
        using var client = new SmtpClient();
        client.ServerCertificateValidationCallback = _trust;
        try
        {
            await client.ConnectAsync(
                _options.Host,
                _options.UsedPort,
                _options.Security switch
                {
                    MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
                    MailSecurity.StartTls => SecureSocketOptions.StartTls,
                    _ => SecureSocketOptions.None,
                },
                cancellationToken
            );
            if (!string.IsNullOrEmpty(_options.User))
            {
                await client.AuthenticateAsync(
                    _options.User,
                    _options.Password ?? "",
                    cancellationToken
                );
            }

            await client.SendAsync(mail, cancellationToken);
        }
        catch (SmtpCommandException refusal)
        {
            var whom = refusal.Mailbox is { } mailbox ? $" for {mailbox.Address}" : "";
            throw Refused(
                $"answered {(int)refusal.StatusCode}{whom}",
                blamesContent: refusal.ErrorCode == SmtpErrorCode.MessageNotAccepted
            );
        }
        catch (AuthenticationException)
        {
            throw Refused("does not accept User and Password");
        }
        catch (ServiceNotAuthenticatedException)
        {
            throw Refused("wants User and Password");
        }
        catch (SslHandshakeException)
        {
            throw Refused(
                "speaks no TLS, or has no certificate for this name that this machine trusts"
            );
        }
        catch (NotSupportedException)
        {
            throw Refused($"does not offer what Security {_options.Security} needs");
        }
        catch (ProtocolException)
        {
            throw Refused("broke off, or does not speak SMTP");
        }

        await LeaveAsync(client);
    }

    // The mail is taken: whatever happens now must not have it sent again.
    private async Task LeaveAsync(SmtpClient client)
    {
        try
        {
            using var limit = new CancellationTokenSource(_farewell, _time);
            await client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception failure)
            when (failure
                    is IOException
                        or OperationCanceledException
                        or CommandException
                        or ProtocolException
                        or SocketException
                        or ServiceNotConnectedException
            )
        {
            // The connection goes with the client.
        }
    }

    private SinkRefusedException Refused(string what, bool blamesContent = false) =>
        new($"The mail server {_options.Host} of {Name} {what}.") { BlamesContent = blamesContent };
}
