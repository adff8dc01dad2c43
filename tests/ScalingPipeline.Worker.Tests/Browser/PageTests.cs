using Microsoft.Playwright;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.Browser;

/// <summary>Every page in a real browser, on a ladder with hostile names, for somebody who may change things.</summary>
public sealed class PageTests(HostileLadder ladder, Chromium chromium)
    : IClassFixture<HostileLadder>,
        IClassFixture<Chromium>
{
    public static TheoryData<string, ColorScheme, int> Pages
    {
        get
        {
            var pages = new TheoryData<string, ColorScheme, int>();
            foreach (var path in HostileLadder.Pages)
            {
                foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
                {
                    pages.Add(path, scheme, 390);
                    pages.Add(path, scheme, 1280);
                }
            }

            return pages;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_works_for_everybody(string path, ColorScheme scheme, int width)
    {
        var page = await OpenAsync(
            new BrowserNewContextOptions
            {
                ColorScheme = scheme,
                ViewportSize = new ViewportSize { Width = width, Height = 844 },
                StorageState = await ladder.SignedInAsync(await chromium.StartedAsync()),
            }
        );
        var faults = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                faults.Add($"console: {message.Text}");
            }
        };
        page.PageError += (_, fault) => faults.Add($"script: {fault}");
        page.RequestFailed += (_, request) => faults.Add($"request: {request.Url}");
        page.Response += (_, response) =>
        {
            if (!response.Ok)
            {
                faults.Add($"{response.Status}: {response.Url}");
            }
        };
        page.Dialog += (_, dialog) => faults.Add($"dialog: {dialog.Message}");

        await page.GotoAsync(path);

        Assert.Empty(faults);
        Assert.Empty(await page.OverflowsAsync());
        Assert.Empty(await page.CutOffAsync());
        Assert.Empty(await page.AccessibilityFaultsAsync());
        Assert.Empty(await page.KeyboardFaultsAsync());
        Assert.Empty(faults);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_page_follows_what_happens_by_itself()
    {
        var page = await OpenAsync(new BrowserNewContextOptions());
        await page.GotoAsync("/ledger?state=foreign");
        var shown = page.GetByText("a-new-file.txt");
        Assert.Equal(0, await shown.CountAsync());

        await File.WriteAllTextAsync(
            Path.Combine(ladder.Root, "logs", "a-new-file.txt"),
            "",
            TestContext.Current.CancellationToken
        );

        await shown.First.WaitForAsync(new LocatorWaitForOptions { Timeout = 0 });
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Without_script_a_page_is_asked_for_again_and_the_calculator_answers()
    {
        var page = await OpenAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Refresh" }).ClickAsync();
        Assert.Equal("/", new Uri(page.Url).AbsolutePath);

        await page.GetByRole(AriaRole.Link, new() { Name = "Forecast" }).ClickAsync();
        await page.GetByLabel("Layers").FillAsync("12");
        await page.GetByLabel("d_model").FillAsync("768");
        await page.GetByLabel("Context, tokens").FillAsync("1024");
        await page.GetByLabel("D, tokens").Last.FillAsync("10B");
        await page.GetByRole(AriaRole.Button, new() { Name = "Estimate" }).ClickAsync();
        Assert.Contains("84\u202f934\u202f656 non-embedding", await page.InnerTextAsync("main"));
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Somebody_marks_a_run_on_its_page_and_clears_it_on_that_of_the_alerts()
    {
        var page = await OpenAsync(
            new BrowserNewContextOptions
            {
                StorageState = await ladder.SignedInAsync(await chromium.StartedAsync()),
            }
        );
        await page.GotoAsync(HostileLadder.RunPage("C:CON"));
        await page.GetByLabel("Comment").FillAsync("<b>looked at it");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark healthy" }).ClickAsync();
        await page.GetByText("healthy, said changer").WaitForAsync();
        Assert.Contains("<b>looked at it", await page.InnerTextAsync("main"));

        await page.GotoAsync("/alerts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear it" }).ClickAsync();
        await page.WaitForURLAsync("**/runs/**", new() { WaitUntil = WaitUntilState.Commit });
        await page.GotoAsync("/alerts");
        Assert.Contains("No run is marked healthy or faulty", await page.InnerTextAsync("main"));
        await page.Context.DisposeAsync();
        await Eventually.TrueAsync(async () =>
            (int)(await ladder.Service.JsonAsync("/api/v1/status"))["changedDomains"]! == 0
        );
    }

    private async Task<IPage> OpenAsync(BrowserNewContextOptions options)
    {
        var browser = await chromium.StartedAsync();
        options.BaseURL = ladder.Service.Page.ToString();
        return await (await browser.NewContextAsync(options)).NewPageAsync();
    }
}
