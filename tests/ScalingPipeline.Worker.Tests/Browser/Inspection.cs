using Microsoft.Playwright;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Worker.Tests.Browser;

/// <summary>What a browser, and somebody who cannot see or point, find wrong with a page.</summary>
internal static class Inspection
{
    private const int MostTabs = 2000;

    private static readonly Lazy<string> _axe = new(() =>
        File.ReadAllText(
            Path.Combine(
                SharedData.RepositoryRoot,
                "infra",
                "node_modules",
                "axe-core",
                "axe.min.js"
            )
        )
    );

    /// <summary>Everything that axe calls a violation, with the elements.</summary>
    public static async Task<string[]> AccessibilityFaultsAsync(this IPage page)
    {
        await page.EvaluateAsync(_axe.Value);
        return await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document)).violations.flatMap(violation =>
              violation.nodes.map(node => `${violation.id}: ${node.target.join(" ")} ${node.failureSummary}`))
            """
        );
    }

    /// <summary>Elements that stick out of the page on the right; empty when it does not scroll sideways.</summary>
    public static Task<string[]> OverflowsAsync(this IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            () => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) return [];
              return [...document.querySelectorAll("body *")]
                .filter(element => element.getBoundingClientRect().right > width + 1 && !element.parentElement.closest(".box"))
                .map(element => element.outerHTML.slice(0, 200));
            }
            """
        );

    /// <summary>Charts that are wider than the box they stand in, and tables that are cut off on a narrow screen.</summary>
    public static Task<string[]> CutOffAsync(this IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            () => {
              const narrow = innerWidth <= 600;
              const width = element => element.getBoundingClientRect().width;
              return [...document.querySelectorAll(narrow ? "svg, table" : "svg")]
                .filter(element => element.checkVisibility() && width(element) > element.parentElement.clientWidth + 0.5)
                .map(element => `${width(element)} in ${element.parentElement.clientWidth}: ${element.outerHTML.slice(0, 160)}`);
            }
            """
        );

    /// <summary>Controls that the tabulator key does not reach, or whose focus is not to be seen.</summary>
    public static async Task<string[]> KeyboardFaultsAsync(this IPage page)
    {
        var controls = await page.EvaluateAsync<int>(
            """
            () => {
              window.controls = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']")]
                .filter(control => control.checkVisibility());
              window.seen = new Map();
              return window.controls.length;
            }
            """
        );
        for (var i = 0; i <= Math.Min(controls, MostTabs); i++)
        {
            await page.Keyboard.PressAsync("Tab");
            await page.EvaluateAsync(
                """
                () => {
                  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
                  window.seen.set(document.activeElement, outlineStyle !== "none" && parseFloat(outlineWidth) > 0);
                }
                """
            );
        }

        return await page.EvaluateAsync<string[]>(
            """
            () => window.controls
              .filter(control => control.isConnected && !window.seen.get(control))
              .map(control => `${window.seen.has(control) ? "focus not visible" : "not reached"}: ${control.outerHTML.slice(0, 200)}`)
            """
        );
    }
}
