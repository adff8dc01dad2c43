using Microsoft.Extensions.Logging.Console;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>
/// How the running service logs: one line an event, the frameworks only when something is wrong. The section <c>Logging:LogLevel</c> says otherwise,
/// by category: <c>SCALING_PIPELINE_Logging__LogLevel__ScalingPipeline=Debug</c>.
/// </summary>
internal static class ServiceLogging
{
    public static void AddServiceLogging(this IHostApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new SecretScrubber(builder.Configuration));
        builder.Logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddConsole(console => console.FormatterName = LineFormatter.Key);
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
        // It warns that its keys lie in the state as they are; so does everything else there.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);
        builder.Logging.AddFilter("System", LogLevel.Warning);
        builder.Logging.AddFilter("Polly", LogLevel.Error);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
    }
}
