using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ScalingPipeline.Worker.Web;

/// <summary>Keys to the page and the API: 256 random bits, stored as their SHA-256 alone.</summary>
internal static class ApiKey
{
    /// <summary>The shortest key that a person may choose, in characters.</summary>
    public const int ShortestKey = 32;

    private const string Prefix = "sp_";
    private const int Bytes = 32;

    /// <summary>A fresh key.</summary>
    public static string New() =>
        Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The SHA-256 of a key's UTF-8, in lower-case hex.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(Digest(key));

    public static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public static bool IsHash(string text) =>
        text.Length == SHA256.HashSizeInBytes * 2 && text.All(char.IsAsciiHexDigit);
}
