using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Nightly;
using ScalingPipeline.Parquet;
using ScalingPipeline.Storage;
using ScalingPipeline.Worker.Commands;
using ScalingPipeline.Worker.Hosting;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Doctoring;

/// <summary>Looks at everything that an installation may have wrong. Nothing is sent and nothing is left behind.</summary>
internal static class Doctor
{
    /// <returns>In the order of looking; secrets of the settings are masked.</returns>
    public static async Task<IReadOnlyList<Finding>> ExamineAsync(
        ServiceFolders folders,
        CancellationToken cancellationToken
    )
    {
        var findings = new List<Finding>();
        findings.AddRange(FolderCheck.Of("data folder", folders.Data));
        findings.Add(Libraries());
        WebApplicationBuilder builder;
        try
        {
            builder = RunCommand.Compose(folders, url: null);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or InvalidOperationException)
        {
            findings.Add(SettingsCheck.Unreadable(wrong));
            return findings;
        }

        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        findings.AddRange(
            UnknownSettings.Of(new ConfigurationBuilder().AddGivenSettings(folders).Build())
        );
        findings.AddRange(SettingsCheck.Of(app.Services));
        await ExamineAsync(app.Services, folders, findings, cancellationToken);
        var scrubber = app.Services.GetRequiredService<SecretScrubber>();
        return
        [
            .. findings.Select(f =>
                f with
                {
                    Found = scrubber.Clean(f.Found),
                    Mend = f.Mend is null ? null : scrubber.Clean(f.Mend),
                }
            ),
        ];
    }

    /// <summary>What is looked at outside the process, where the settings say what.</summary>
    private static async Task ExamineAsync(
        IServiceProvider services,
        ServiceFolders folders,
        List<Finding> findings,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<string> names = [];
        if (IsSound<StorageOptions>(services))
        {
            findings.Add(await StateCheck.OfAsync(services, cancellationToken));
            var storage = new StorageCheck(services, folders.LogFolder);
            findings.AddRange(await storage.FindAsync(cancellationToken));
            names = storage.Names;
        }

        findings.AddRange(
            DefinitionCheck.Of(services.GetRequiredService<IDefinitions>().Current(), names)
        );
        if (IsSound<DeliveryOptions>(services))
        {
            findings.AddRange(
                await ReceiverCheck.OfAsync(
                    services.GetRequiredService<IOptions<DeliveryOptions>>().Value,
                    cancellationToken
                )
            );
        }

        if (IsSound<NightlyOptions>(services))
        {
            findings.Add(Night(services.GetRequiredService<IOptions<NightlyOptions>>().Value));
        }

        if (IsSound<WebOptions>(services))
        {
            findings.Add(WebCheck.Of(services.GetRequiredService<IOptions<WebOptions>>().Value));
        }
    }

    private static Finding Libraries() =>
        SystemLibraries.HasZstd
            ? Finding.Ok("libraries", "The zstd library is there.")
            : Finding.Warning(
                "libraries",
                "The zstd library is missing: logs that are compressed with zstd cannot be read.",
                "Install it (Debian package libzstd1), or have the jobs write snappy."
            );

    private static Finding Night(NightlyOptions options) =>
        options.Enabled
            ? Finding.Ok(
                "night",
                $"The report is written at {options.Cron ?? options.Time} {options.TimeZone}."
            )
            : Finding.Warning(
                "night",
                "There is no nightly report.",
                "Set Monitoring:Nightly:Enabled to true if one is wanted."
            );

    /// <summary>Whether its settings are valid; what is wrong with them is told with the settings.</summary>
    private static bool IsSound<T>(IServiceProvider services)
        where T : class
    {
        try
        {
            _ = services.GetRequiredService<IOptions<T>>().Value;
            return true;
        }
        catch (Exception wrong)
            when (wrong is OptionsValidationException or InvalidOperationException)
        {
            return false;
        }
    }
}
