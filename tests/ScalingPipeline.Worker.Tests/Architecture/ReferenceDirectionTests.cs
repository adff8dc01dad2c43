using System.Xml.Linq;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Worker.Tests.Architecture;

/// <summary>Data flows one way: a project refers only to those that stand before it on the road of a training log.</summary>
public sealed class ReferenceDirectionTests
{
    private static readonly string[] _road =
    [
        "Parquet",
        "Laws",
        "Runs",
        "Simulation",
        "Ingestion",
        "Monitoring",
        "Reporting",
        "Storage",
        "Worker",
    ];

    public static TheoryData<string> Projects => [.. _road];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_those_before_it(string project)
    {
        var before = _road.TakeWhile(p => p != project);

        Assert.Empty(References(project).Except(before));
    }

    [Fact]
    public void The_road_names_every_project()
    {
        var folders = Directory
            .GetDirectories(Path.Combine(SharedData.RepositoryRoot, "src"))
            .Select(folder => Path.GetFileName(folder).Replace("ScalingPipeline.", ""));

        Assert.Equal(_road.Order(), folders.Order());
    }

    [Theory]
    [InlineData("Parquet")]
    [InlineData("Laws")]
    [InlineData("Runs")]
    public void A_library_stands_alone(string project) => Assert.Empty(References(project));

    [Theory]
    [InlineData("Monitoring", "Parquet")]
    [InlineData("Reporting", "Storage")]
    [InlineData("Ingestion", "Laws")]
    public void A_stretch_of_the_road_does_not_know(string project, string other) =>
        Assert.DoesNotContain(other, References(project));

    private static IEnumerable<string> References(string project) =>
        XDocument
            .Load(
                Path.Combine(
                    SharedData.RepositoryRoot,
                    "src",
                    $"ScalingPipeline.{project}",
                    $"ScalingPipeline.{project}.csproj"
                )
            )
            .Descendants("ProjectReference")
            .Select(reference =>
                Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)
            )
            .Select(name => name.Replace("ScalingPipeline.", ""));
}
