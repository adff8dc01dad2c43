using System.Security.Cryptography;
using System.Text;

namespace ScalingPipeline.Monitoring.Alerts;

/// <summary>The identity of an alert: its labels, nothing that changes while it lasts.</summary>
public static class AlertFingerprint
{
    private const int Digits = 16;

    /// <summary>The first 16 hex digits of SHA-256 over domain, run and code.</summary>
    public static string Of(AlertCondition condition) =>
        Of(condition.Domain, condition.Run, condition.Code);

    public static string Of(string domain, string run, string code) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"domain={domain}\nrun={run}\ncode={code}"))
        )[..Digits];
}
