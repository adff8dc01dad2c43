namespace ScalingPipeline.Parquet.Rows;

/// <summary>Puts the leaf columns of a file together into rows.</summary>
internal static class RowEnumeration
{
    public static IEnumerable<object?[]> Read(
        ParquetFile file,
        IReadOnlyList<ParquetColumn> columns
    )
    {
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            var leaves = new List<ILeafCursor>(columns.Count);
            try
            {
                foreach (var column in columns)
                {
                    leaves.Add(LeafCursors.Open(file.Chunk(group, column)));
                }

                for (var row = 0L; row < file.RowGroups[group].RowCount; row++)
                {
                    yield return [.. leaves.Select(leaf => leaf.Next())];
                }
            }
            finally
            {
                leaves.ForEach(leaf => leaf.Dispose());
            }
        }
    }
}
