using System.Text;

namespace ScalingPipeline.Ingestion.Blobs;

/// <summary>Makes parts of blob names out of names that come from outside, so that none of them can leave its folder.</summary>
public static class BlobPath
{
    /// <summary>
    /// The name with every byte outside <c>A-Z a-z 0-9 - _ .</c> as <c>%XX</c>, a leading dot too. Different names give different
    /// parts, and no part is empty, <c>.</c> or <c>..</c>.
    /// </summary>
    public static string Escape(string name)
    {
        if (name.Length == 0)
        {
            return "%";
        }

        var escaped = new StringBuilder(name.Length);
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            var plain = char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_';
            if (plain || (b == '.' && escaped.Length > 0))
            {
                escaped.Append((char)b);
            }
            else
            {
                escaped.Append('%').Append(b.ToString("X2"));
            }
        }

        return escaped.ToString();
    }
}
