using System.Diagnostics;

namespace ScalingPipeline.Chaos;

/// <summary>
/// A disk of a few megabytes of its own, which can be filled: where workers spool what they write. Needs the right to mount; without it the disk is never
/// full.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly Tally _tally;
    private readonly bool _isMounted;

    public SmallDisk(string path, Tally tally)
    {
        (Path, _tally) = (path, tally);
        Directory.CreateDirectory(path);
        _isMounted = Run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", path);
    }

    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    public void Fill()
    {
        if (!_isMounted || File.Exists(Ballast))
        {
            return;
        }

        try
        {
            using var ballast = File.Create(Ballast);
            var block = new byte[4096];
            while (true)
            {
                ballast.Write(block);
                ballast.Flush();
            }
        }
        catch (IOException)
        {
            _tally.Add("disk full");
        }
    }

    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        if (_isMounted)
        {
            Run("umount", "-l", Path);
        }
    }

    private static bool Run(string command, params IEnumerable<string> arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(command, arguments)
                {
                    RedirectStandardError = true,
                    UseShellExecute = false,
                }
            )!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
