using ScalingPipeline.Laws.Comparison;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Tables;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary>Two families of a table, for a person.</summary>
internal static class ComparisonText
{
    public static void Print(IAnsiConsole console, TableComparison compared)
    {
        console.WriteLine($"{compared.Law} by {compared.By}: {Words(compared)}");
        console.WriteLine($"tests      {compared.Reason}");
        if (compared.Relation is FamilyRelation.NotIdentified)
        {
            return;
        }

        var names = compared.First.Parameters.Keys.ToArray();
        var table = Terminal.Table(["family", ">points", .. names.Select(name => $">{name}")]);
        foreach (var family in new[] { compared.First, compared.Second })
        {
            table.AddRow([
                new Text(family.Family),
                new Text($"{family.Points}"),
                .. names.Select(name => new Text($"{family.Parameters[name]:G6}")),
            ]);
        }

        console.Write(table);
        console.WriteLine(
            $"exponent   {compared.ExponentDifference:+0.####;-0.####;0} of {compared.Second.Family} against {compared.First.Family}, when both are free"
        );
        if (compared.EquivalentSizeInterval is { } interval)
        {
            console.WriteLine(
                $"size       {compared.Second.Family} needs {compared.EquivalentSize:G4} times the size of {compared.First.Family} for the same loss on parallel lines, 95% interval {interval.Low:G4} to {interval.High:G4}"
            );
        }

        if (double.IsFinite(compared.PrefactorRatio))
        {
            console.WriteLine(
                $"prefactor  {compared.PrefactorRatio:G4} times that of {compared.First.Family}"
            );
        }
    }

    private static string Words(TableComparison compared) =>
        compared.Relation switch
        {
            FamilyRelation.SameLaw => "one law does for both",
            FamilyRelation.SameExponent => "the same exponent, another prefactor",
            FamilyRelation.DifferentExponents =>
                "different exponents: which is better depends on the scale",
            _ => "cannot be told",
        };
}
