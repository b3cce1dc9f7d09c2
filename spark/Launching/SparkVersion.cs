using System.Globalization;

namespace RecPipeline.Spark.Launching;

/// <summary>A Spark version, and what is different about it. Everything that depends on the version asks here.</summary>
/// <remarks>Tested: 3.5.9 and 4.3.0. What is said about 4.0 to 4.2 was read in Spark's sources and not run.</remarks>
public readonly record struct SparkVersion(int Major, int Minor, int Patch) : IComparable<SparkVersion>
{
    /// <summary>Minor versions this library is tested with; others are refused unless the caller insists.</summary>
    public bool IsTested => this is { Major: 3, Minor: 5 } or { Major: 4, Minor: 3 };

    public bool IsAtLeast(int major, int minor) => (Major, Minor).CompareTo((major, minor)) >= 0;

    /// <summary>Java versions that this Spark runs on.</summary>
    public IReadOnlyList<int> JavaVersions => Major == 3 ? [8, 11, 17] : [17, 21];

    /// <summary>The map operator takes a Column and a resource profile (4.0), not an expression.</summary>
    internal bool MapsColumns => IsAtLeast(4, 0);

    /// <summary>UserDefinedPythonFunction has two more constructor arguments, both empty lists for us.</summary>
    internal bool HasTranspiledArguments => IsAtLeast(4, 3);

    /// <summary>A worker reports its processing time too: six numbers instead of five.</summary>
    internal bool HasProcessingTime => IsAtLeast(4, 2);

    /// <summary>Reads "4.3.0", "3.5.9-SNAPSHOT" or "3.5.9.vendor1".</summary>
    /// <exception cref="FormatException">There is no major.minor in it.</exception>
    public static SparkVersion Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('.', '-', '+');
        if (parts.Length < 2 || !Number(parts[0], out int major) || !Number(parts[1], out int minor))
            throw new FormatException($"'{text}' is no Spark version; expected something like 3.5.9.");
        return new SparkVersion(major, minor, parts.Length > 2 && Number(parts[2], out int patch) ? patch : 0);
    }

    public int CompareTo(SparkVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public static bool operator <(SparkVersion left, SparkVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(SparkVersion left, SparkVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(SparkVersion left, SparkVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SparkVersion left, SparkVersion right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Major}.{Minor}.{Patch}";

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
