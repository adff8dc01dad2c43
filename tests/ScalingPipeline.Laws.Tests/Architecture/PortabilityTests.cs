using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Tests.Architecture;

/// <summary>
/// Laws are the same bits on every machine, so the library calls no function that IEEE 754 does not fix: no exp, log, power or trigonometry of the
/// platform, no estimates of the processor, no library with code of its own for each processor. Read from the compiled library: no spelling escapes.
/// </summary>
public sealed class PortabilityTests
{
    private static readonly HashSet<string> _exact = new(StringComparer.Ordinal)
    {
        "Abs",
        "BigMul",
        "BitDecrement",
        "BitIncrement",
        "Ceiling",
        "Clamp",
        "CopySign",
        "Floor",
        "FusedMultiplyAdd",
        "Max",
        "Min",
        "Round",
        "Sign",
        "Sqrt",
        "Truncate",
    };

    private static readonly string[] _fromPlatform =
    [
        "Exp",
        "Log",
        "Pow",
        "Root",
        "Cbrt",
        "Hypot",
        "Sin",
        "Cos",
        "Tan",
        "Asin",
        "Acos",
        "Atan",
        "Lerp",
        "Estimate",
        "DegreesToRadians",
    ];

    [Fact]
    public void Only_exact_functions_of_the_platform_are_called() =>
        Assert.DoesNotContain(
            Calls(),
            call => call.Type is "Math" or "MathF" && !_exact.Contains(call.Member)
        );

    [Fact]
    public void No_number_or_vector_type_lends_its_functions() =>
        Assert.DoesNotContain(
            Calls(),
            call =>
                (
                    call.Type is "Double" or "Single" or "Half" or "TensorPrimitives"
                    || call.Type.StartsWith("Vector", StringComparison.Ordinal)
                    || call.Type.StartsWith("INumber", StringComparison.Ordinal)
                    || call.Type.EndsWith("Functions`1", StringComparison.Ordinal)
                )
                && _fromPlatform.Any(name =>
                    call.Member.StartsWith(name, StringComparison.Ordinal)
                    || call.Member.EndsWith("Estimate", StringComparison.Ordinal)
                )
        );

    [Fact]
    public void No_other_library_of_numbers_is_used()
    {
        using var file = Open(out var metadata);

        Assert.All(
            metadata.AssemblyReferences.Select(h =>
                metadata.GetString(metadata.GetAssemblyReference(h).Name)
            ),
            name =>
                Assert.True(
                    name.StartsWith("System.", StringComparison.Ordinal)
                        && name is not ("System.Numerics.Tensors" or "System.Numerics.Vectors"),
                    name
                )
        );
    }

    [Fact]
    public void The_reading_sees_calls() =>
        Assert.Contains(Calls(), call => call is { Type: "Math", Member: "Sqrt" });

    private static List<(string Type, string Member)> Calls()
    {
        using var file = Open(out var metadata);
        var calls = new List<(string, string)>();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
                calls.Add((metadata.GetString(type.Name), metadata.GetString(member.Name)));
            }
        }

        return calls;
    }

    private static PEReader Open(out MetadataReader metadata)
    {
        var file = new PEReader(File.OpenRead(typeof(Elementary).Assembly.Location));
        metadata = file.GetMetadataReader();
        return file;
    }
}
