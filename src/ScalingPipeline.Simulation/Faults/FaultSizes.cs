using System.Globalization;
using System.Reflection;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>The sizes that a fault declares with <see cref="FaultSizeAttribute"/>.</summary>
internal static class FaultSizes
{
    public static IReadOnlyList<KeyValuePair<string, double>> Of(Fault fault) =>
        [
            .. Declared(fault)
                .Select(size =>
                    KeyValuePair.Create(
                        size.Attribute.Name,
                        Convert.ToDouble(
                            size.Property.GetValue(fault),
                            CultureInfo.InvariantCulture
                        )
                    )
                ),
        ];

    /// <exception cref="ArgumentException">The fault has no such size, or not that large or small.</exception>
    public static void Set(Fault fault, string name, double value)
    {
        var sizes = Declared(fault).ToArray();
        var (property, size) = sizes.FirstOrDefault(s =>
            string.Equals(s.Attribute.Name, name, StringComparison.Ordinal)
        );
        if (property is null)
        {
            throw new ArgumentException(
                sizes.Length == 0
                    ? $"'{fault.Name}' has no size to choose, so no '{name}'"
                    : $"'{fault.Name}' has no size '{name}'; choose from {string.Join(", ", sizes.Select(s => s.Attribute.Name))}"
            );
        }

        var whole = property.PropertyType == typeof(int);
        if (!(value >= size.Least && value <= size.Most) || (whole && value % 1 != 0))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{name}' of '{fault.Name}' must be a {(whole ? "whole " : "")}number from {size.Least} to {size.Most}, not {value}"
                )
            );
        }

        property.SetValue(fault, whole ? (object)(int)value : value);
    }

    private static IEnumerable<(PropertyInfo Property, FaultSizeAttribute Attribute)> Declared(
        Fault fault
    ) =>
        fault
            .GetType()
            .GetProperties()
            .OrderBy(property => property.MetadataToken)
            .Select(property => (property, property.GetCustomAttribute<FaultSizeAttribute>()!))
            .Where(size => size.Item2 is not null);
}
