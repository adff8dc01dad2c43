using Microsoft.Playwright;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Worker.Tests.Browser;

/// <summary>A real browser, that of Debian; tests skip where it is not installed.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The browser, started with the first test that asks for it.</summary>
    public async Task<IBrowser> StartedAsync()
    {
        var program = DebianTool.PathOrSkip("chromium", "chromium");
        _playwright ??= await Playwright.CreateAsync();
        return _browser ??= await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = program,
                // Root, as in a container, has no sandbox.
                ChromiumSandbox = false,
                Args = ["--disable-dev-shm-usage", "--disable-gpu"],
            }
        );
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
