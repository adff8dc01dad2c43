using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Delivery.Mail;
using ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

namespace ScalingPipeline.Monitoring.Tests.Delivery.Mail;

public sealed class MailSecurityTests : IDisposable
{
    private readonly X509Certificate2 _certificate = SelfSigned();

    public void Dispose() => _certificate.Dispose();

    [Theory]
    [InlineData(MailSecurity.StartTls, 0, 587)]
    [InlineData(MailSecurity.Tls, 0, 465)]
    [InlineData(MailSecurity.None, 0, 25)]
    [InlineData(MailSecurity.StartTls, 2525, 2525)]
    public void The_port_is_the_usual_one_unless_said_otherwise(
        MailSecurity security,
        int port,
        int used
    ) => Assert.Equal(used, new MailOptions { Security = security, Port = port }.UsedPort);

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Tls)]
    public async Task Mail_and_password_go_over_tls(MailSecurity security)
    {
        await using var server = Server(security);

        await Sink(server, security, Trusts).SendAsync(Notice, Cancellation);

        Assert.Single(server.Mails);
    }

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Tls)]
    public async Task Nothing_is_sent_to_a_server_whose_certificate_is_not_trusted(
        MailSecurity security
    )
    {
        await using var server = Server(security);

        var refused = await Assert.ThrowsAsync<SinkRefusedException>(() =>
            Sink(server, security, trust: null).SendAsync(Notice, Cancellation)
        );

        Assert.Contains("certificate", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Asked);
    }

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Tls)]
    public async Task Nothing_is_sent_to_a_server_without_tls(MailSecurity security)
    {
        await using var server = new SmtpReceiver();

        await Assert.ThrowsAsync<SinkRefusedException>(() =>
            Sink(server, security, Trusts).SendAsync(Notice, Cancellation)
        );

        Assert.Equal(0, server.Asked);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static AlertNotice Notice =>
        new([new NoticeEntry("m1", AlertDocument.Of(TestDelivery.Alert()))]);

    private SmtpReceiver Server(MailSecurity security) =>
        new(
            _certificate,
            isSecure: security == MailSecurity.Tls,
            login: (MailLogin.User, MailLogin.Password)
        );

    private bool Trusts(
        object sender,
        X509Certificate? certificate,
        X509Chain? chain,
        SslPolicyErrors errors
    ) => certificate?.GetCertHashString() == _certificate.GetCertHashString();

    private static MailSink Sink(
        SmtpReceiver server,
        MailSecurity security,
        RemoteCertificateValidationCallback? trust
    ) =>
        new(
            new MailOptions
            {
                Host = "127.0.0.1",
                Port = server.Port,
                Security = security,
                User = MailLogin.User,
                Password = MailLogin.Password,
                From = "alerts@example.org",
                To = ["team@example.org"],
            },
            externalUrl: "",
            repeat: TimeSpan.Zero,
            TimeProvider.System,
            trust
        );

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=127.0.0.1",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }
}
