namespace ScalingPipeline.Monitoring.Delivery.Mail;

/// <summary>How the way to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>TLS from after the greeting on; without it nothing is sent. Port 587 unless said otherwise.</summary>
    StartTls,

    /// <summary>TLS from the first byte on. Port 465 unless said otherwise.</summary>
    Tls,

    /// <summary>None; only to a server on this machine. Port 25 unless said otherwise.</summary>
    None,
}
