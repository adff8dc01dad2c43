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
    public void A_size_can_be_changed_and_the_catalogue_stays_as_it_is()
    {
        var spike = FaultCatalogue.Named("loss-spike");

        var changed = spike.With("height", 1.5);

        Assert.Equal(1.5, changed.Parameters.Single(size => size.Key == "height").Value);
        Assert.Equal(2, spike.Parameters.Single(size => size.Key == "height").Value);
        Assert.Equal(
            16,
            FaultCatalogue.Named("context-reset").With("period", 16).Parameters[0].Value
        );
    }

    [Theory]
    [InlineData("loss-spike", "hight", 2, "choose from at_share_of_run, height, recovery_steps")]
    [InlineData("loss-spike", "height", 0.5, "a number from 1 to 100, not 0.5")]
    [InlineData("context-reset", "period", 2.5, "a whole number from 1 to 65536, not 2.5")]
    [InlineData("missing-part", "share", 1, "has no size to choose")]
    public void A_size_that_makes_no_sense_is_refused(
        string fault,
        string size,
        double value,
        string reason
    ) =>
        Assert.Contains(
            reason,
            Assert
                .Throws<ArgumentException>(() => FaultCatalogue.Named(fault).With(size, value))
                .Message
        );

    [Fact]
    public void Every_fault_that_is_alerted_has_a_cause_to_expect() =>
        Assert.All(
            FaultCatalogue.All,
            fault => Assert.Equal(fault.ExpectedAlert is null, fault.ExpectedCauses.Count == 0)
        );

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => FaultCatalogue.Named("gremlin"));

        Assert.Contains("'gremlin'", error.Message);
        Assert.Contains("loss-spike", error.Message);
    }
}
