using ScalingPipeline.Simulation.Faults;

namespace ScalingPipeline.Simulation.Tests.Faults;

public sealed class FaultCatalogueTests
{
    [Fact]
    public void Every_fault_is_found_by_its_name() =>
        Assert.All(
            FaultCatalogue.All,
            fault => Assert.Same(fault, FaultCatalogue.Named(fault.Name))
        );

    [Fact]
    public void Every_fault_of_the_assembly_is_in_the_catalogue() =>
        Assert.Equal(
            typeof(Fault)
                .Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(Fault)))
                .Select(type => type.Name)
                .Order(),
            FaultCatalogue.All.Select(fault => fault.GetType().Name).Order()
        );

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => FaultCatalogue.Named("gremlin"));

        Assert.Contains("'gremlin'", error.Message);
        Assert.Contains("loss-spike", error.Message);
    }
}
