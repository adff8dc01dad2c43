namespace ScalingPipeline.Simulation.Files;

/// <summary>A folder that files are written to, and what has been written so far.</summary>
internal sealed class LogFolder(string root)
{
    public int Files { get; private set; }

    public long Bytes { get; private set; }

    public void Write(SimulatedFile file)
    {
        var path = Path.Combine(root, Path.Combine(file.Path.Split('/')));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = File.Create(path);
        file.Write(stream);
        Files++;
        Bytes += stream.Length;
    }
}
