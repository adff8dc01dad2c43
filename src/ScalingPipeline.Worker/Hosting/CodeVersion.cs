using System.Reflection;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>The version of the running code.</summary>
internal static class CodeVersion
{
    public static string Current { get; } =
        typeof(CodeVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;
}
