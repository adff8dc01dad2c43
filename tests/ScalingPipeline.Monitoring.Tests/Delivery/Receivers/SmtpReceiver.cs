using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;
using ServiceProvider = SmtpServer.ComponentModel.ServiceProvider;

namespace ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

/// <summary>A mail server on loopback.</summary>
public sealed class SmtpReceiver : IReceiver, IMessageStore, IMailboxFilter
{
    private readonly SmtpServer.SmtpServer _server;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;
    private int _asked;

    /// <param name="certificate">Null: no TLS.</param>
    /// <param name="isSecure">TLS from the first byte on.</param>
    /// <param name="login">User and password; null: nobody needs one.</param>
    public SmtpReceiver(
        X509Certificate2? certificate = null,
        bool isSecure = false,
        (string User, string Password)? login = null
    )
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        var options = new SmtpServerOptionsBuilder()
            .ServerName("localhost")
            .Endpoint(endpoint =>
            {
                endpoint
                    .Endpoint(new IPEndPoint(IPAddress.Loopback, Port))
                    .IsSecure(isSecure)
                    .AllowUnsecureAuthentication(certificate is null)
                    .AuthenticationRequired(login is not null);
                if (certificate is not null)
                {
                    endpoint.Certificate(certificate);
                }
            })
            .Build();
        var services = new ServiceProvider();
        services.Add((IMessageStore)this);
        services.Add((IMailboxFilter)this);
        services.Add(
            (IUserAuthenticator)
                new DelegatingUserAuthenticator(
                    (user, password) => login is null || (user, password) == login
                )
        );
        _server = new SmtpServer.SmtpServer(options, services);
        _serving = _server.StartAsync(_end.Token);
    }

    public int Port { get; }

    public ReceiverMood Mood { get; set; }

    public int Asked => _asked;

    public ConcurrentQueue<MimeMessage> Mails { get; } = new();

    public ConcurrentQueue<string> Raw { get; } = new();

    public ConcurrentQueue<string> Recipients { get; } = new();

    public IReadOnlyCollection<string> Taken =>
        [.. Mails.Select(m => $"{m.Subject}\n{m.TextBody}")];

    // What it does not take, its client is told of: it waits in the outbox.
    public IReadOnlyCollection<string> Broken => [];

    public IReadOnlyCollection<string> Distinct =>
        [.. Mails.Select(m => m.MessageId ?? "").Distinct(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        _server.Shutdown();
        await _end.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task<bool> CanAcceptFromAsync(
        ISessionContext context,
        IMailbox from,
        int size,
        CancellationToken cancellationToken
    )
    {
        Interlocked.Increment(ref _asked);
        return Mood switch
        {
            ReceiverMood.Dead => throw new SmtpResponseException(
                SmtpResponse.ServiceClosingTransmissionChannel,
                quit: true
            ),
            ReceiverMood.Busy => throw new SmtpResponseException(
                new SmtpResponse(SmtpReplyCode.ServiceUnavailable, "come later")
            ),
            ReceiverMood.Babbling or ReceiverMood.Redirecting => throw new SmtpResponseException(
                new SmtpResponse(SmtpReplyCode.MailboxUnavailable, $"AUTH {MailLogin.Password}")
            ),
            _ => Task.FromResult(true),
        };
    }

    public Task<bool> CanDeliverToAsync(
        ISessionContext context,
        IMailbox to,
        IMailbox from,
        CancellationToken cancellationToken
    ) => Task.FromResult(to.Host != "refused.example.org");

    public async Task<SmtpResponse> SaveAsync(
        ISessionContext context,
        IMessageTransaction transaction,
        ReadOnlySequence<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        if (Mood == ReceiverMood.Silent)
        {
            await Task.Delay(Timeout.Infinite, _end.Token);
        }

        if (Mood == ReceiverMood.Lying)
        {
            return SmtpResponse.TransactionFailed;
        }

        var bytes = buffer.ToArray();
        Raw.Enqueue(System.Text.Encoding.UTF8.GetString(bytes));
        using var stream = new MemoryStream(bytes);
        Mails.Enqueue(await MimeMessage.LoadAsync(stream, cancellationToken));
        foreach (var to in transaction.To)
        {
            Recipients.Enqueue($"{to.User}@{to.Host}");
        }

        return SmtpResponse.Ok;
    }
}

internal static class MailLogin
{
    public const string User = "alerts";
    public const string Password = "pass-word-of-mail";
}
