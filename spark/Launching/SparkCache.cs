using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace RecPipeline.Spark.Launching;

/// <summary>Unpacked distributions in the user's cache folder, one folder <c>spark-VERSION</c> each.</summary>
internal static class SparkCache
{
    /// <summary><c>$XDG_CACHE_HOME/recpipeline/spark</c>, usually <c>~/.cache/recpipeline/spark</c>.</summary>
    public static string DefaultFolder()
    {
        string root = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(root, "recpipeline", "spark");
    }

    public static string FolderOf(string cache, string version) => Path.Combine(cache, "spark-" + version);

    /// <summary>
    /// Unpacks an archive beside its place and moves it there in one step, so that an interrupted unpacking is never taken for a Spark.
    /// </summary>
    public static SparkHome Unpack(string archive, string version, SparkFinderOptions options)
    {
        CheckSum(archive);
        options.Log($"unpacking {archive} into {options.Cache} (once)");
        string target = FolderOf(options.Cache, version);
        string temporary = Path.Combine(options.Cache, $".unpacking-{version}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(temporary);
        try
        {
            RunTar(archive, temporary);
            string[] folders = Directory.GetDirectories(temporary);
            if (folders.Length != 1)
                throw new SparkNotFoundException(
                    $"{archive}: expected one folder inside, found {folders.Length}. It is not a Spark distribution.");
            Move(folders[0], target);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
        return SparkHome.At(target, archive);
    }

    // Another process may have been faster; its folder is as good as ours.
    private static void Move(string from, string target)
    {
        try
        {
            Directory.Move(from, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
        }
    }

    private static void RunTar(string archive, string folder)
    {
        try
        {
            using var tar = Process.Start(new ProcessStartInfo("tar", ["-xf", archive, "-C", folder]) { RedirectStandardError = true })!;
            string errors = tar.StandardError.ReadToEnd();
            tar.WaitForExit();
            if (tar.ExitCode != 0)
                throw new SparkNotFoundException(
                    $"{archive}: tar ended with code {tar.ExitCode}: {errors.Trim()}. "
                        + "The archive is damaged or the disk is full; copy it again.");
        }
        catch (Win32Exception error)
        {
            throw new SparkNotFoundException($"{archive}: unpacking needs the programs tar and xz: {error.Message}", error);
        }
    }

    // A SHA256SUMS file beside the archive is what sha256sum writes; without one there is nothing to compare with.
    private static void CheckSum(string archive)
    {
        string sums = Path.Combine(Path.GetDirectoryName(archive)!, "SHA256SUMS");
        string? expected = File.Exists(sums)
            ? File.ReadLines(sums).Select(line => line.Split([' ', '*'], StringSplitOptions.RemoveEmptyEntries))
                .FirstOrDefault(parts => parts.Length == 2 && parts[1] == Path.GetFileName(archive))?[0]
            : null;
        if (expected is null)
            return;
        using var stream = File.OpenRead(archive);
        string found = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (!string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
            throw new SparkNotFoundException(
                $"{archive}: SHA-256 is {found}, {sums} says {expected}. The archive is damaged; copy it again.");
    }
}
