using Microsoft.Extensions.Options;

namespace ScalingPipeline.Worker.Doctoring;

/// <summary>What is wrong with the settings by themselves: what the service would refuse to start with.</summary>
internal static class SettingsCheck
{
    private const string Check = "settings";
    private const string Mend =
        "Mend it in settings.json of the data folder, or in the environment variable that sets it.";

    public static IEnumerable<Finding> Of(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (Exception wrong)
        {
            return Faults(wrong)
                .Distinct(StringComparer.Ordinal)
                .Select(f => Finding.Error(Check, f, Mend));
        }

        return [Finding.Ok(Check, "Every setting is within its range.")];
    }

    /// <summary>Settings that could not even be read.</summary>
    public static Finding Unreadable(Exception wrong) =>
        Finding.Error(Check, string.Join(" ", Faults(wrong)), Mend);

    private static IEnumerable<string> Faults(Exception wrong) =>
        wrong switch
        {
            OptionsValidationException options => options.Failures,
            AggregateException many => many.InnerExceptions.SelectMany(Faults),
            InvalidDataException { InnerException: { } inner } file =>
            [
                $"{file.Message} {(inner.GetBaseException() as System.Text.Json.JsonException) switch
                {
                    { LineNumber: { } line } => $"It is no JSON at line {line + 1}.",
                    _ => "It is no JSON.",
                }}",
            ],
            _ => [wrong.Message],
        };
}
