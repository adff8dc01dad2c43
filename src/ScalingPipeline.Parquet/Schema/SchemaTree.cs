namespace ScalingPipeline.Parquet.Schema;

/// <summary>Turns the footer's depth-first list of nodes into leaf columns with their levels (Dremel, Melnik et al. 2010).</summary>
internal sealed class SchemaTree
{
    private const int DeepestNesting = 64;

    private readonly List<SchemaElement> _elements;
    private readonly List<ColumnOrder> _orders;
    private readonly List<ParquetColumn> _columns = [];
    private readonly List<string> _path = [];
    private readonly List<int> _repeatedLevels = [];
    private int _next;

    private SchemaTree(List<SchemaElement> elements, List<ColumnOrder> orders) =>
        (_elements, _orders) = (elements, orders);

    public static ParquetSchema Build(List<SchemaElement> elements, List<ColumnOrder> orders)
    {
        if (elements.Count == 0)
        {
            FormatFault.Corrupt("the schema is empty");
        }

        var tree = new SchemaTree(elements, orders) { _next = 1 };
        tree.VisitChildren(elements[0].Children, 0, null);
        if (tree._next != elements.Count)
        {
            FormatFault.Corrupt(
                $"the schema lists {elements.Count} nodes but its tree holds {tree._next}"
            );
        }

        return new ParquetSchema(tree._columns);
    }

    private void VisitChildren(int count, int definitionLevel, int? listDepth)
    {
        if (count < 0 || count > _elements.Count - _next)
        {
            FormatFault.Corrupt($"a schema node claims {count} children");
        }

        for (var i = 0; i < count; i++)
        {
            if (_next >= _elements.Count)
            {
                FormatFault.Corrupt("the schema ends inside a group");
            }

            Visit(_elements[_next++], definitionLevel, listDepth);
        }
    }

    private void Visit(SchemaElement element, int definitionLevel, int? listDepth)
    {
        if (_path.Count >= DeepestNesting)
        {
            FormatFault.Unsupported($"the schema is nested deeper than {DeepestNesting} levels");
        }

        _path.Add(element.Name);
        definitionLevel += element.Repetition == Repetition.Required ? 0 : 1;
        var isRepeated = element.Repetition == Repetition.Repeated;
        if (isRepeated)
        {
            _repeatedLevels.Add(definitionLevel);
        }

        if (element.Type is { } type && element.Children == 0)
        {
            _columns.Add(Leaf(element, type, definitionLevel, listDepth));
        }
        else
        {
            var isList =
                element.LogicalType?.Kind == LogicalKind.List
                || (element.LogicalType is null && element.ConvertedType == ConvertedTypes.List);
            VisitChildren(
                element.Children,
                definitionLevel,
                listDepth ?? (isList && element.Children == 1 ? _path.Count : null)
            );
        }

        if (isRepeated)
        {
            _repeatedLevels.RemoveAt(_repeatedLevels.Count - 1);
        }

        _path.RemoveAt(_path.Count - 1);
    }

    private ParquetColumn Leaf(
        SchemaElement element,
        PhysicalType type,
        int definitionLevel,
        int? listDepth
    )
    {
        if (type == PhysicalType.FixedLengthByteArray && element.TypeLength <= 0)
        {
            FormatFault.Corrupt(
                $"column {string.Join('.', _path)} has values of {element.TypeLength} bytes"
            );
        }

        // Only the element of a list is called by the list's name: a struct inside the list keeps its own.
        var named =
            listDepth is { } depth && _path.Count - depth <= 2 && _repeatedLevels.Count > 0
                ? depth
                : _path.Count;
        return new ParquetColumn
        {
            Index = _columns.Count,
            Name = string.Join('.', _path.Take(named)),
            Path = string.Join('.', _path),
            PhysicalType = type,
            TypeLength = type == PhysicalType.FixedLengthByteArray ? element.TypeLength : 0,
            LogicalType = MeaningOf(element),
            MaxDefinitionLevel = definitionLevel,
            MaxRepetitionLevel = _repeatedLevels.Count,
            RepeatedDefinitionLevels = [.. _repeatedLevels],
            Order =
                _columns.Count < _orders.Count ? _orders[_columns.Count] : ColumnOrder.Undefined,
        };
    }

    // A file may say in the older way what it says in a newer way than this reader knows.
    private static LogicalType MeaningOf(SchemaElement element) =>
        element.LogicalType is { } logical
        && (logical.Kind != LogicalKind.Unknown || element.ConvertedType == ConvertedTypes.None)
            ? logical
            : ConvertedTypes.ToLogical(element);
}
