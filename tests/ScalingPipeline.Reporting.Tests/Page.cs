using System.Xml.Linq;

namespace ScalingPipeline.Reporting.Tests;

/// <summary>A report page read as XML.</summary>
internal static class Page
{
    public static XDocument Parse(string html)
    {
        const string doctype = "<!DOCTYPE html>";
        Assert.StartsWith(doctype, html);
        return XDocument.Parse(html[doctype.Length..]);
    }

    public static IReadOnlyList<XElement> All(this XDocument page, string name) =>
        [.. page.Descendants().Where(e => e.Name.LocalName == name)];
}
