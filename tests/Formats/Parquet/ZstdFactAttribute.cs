using RecPipeline.Formats.Parquet.Compression;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>A test of codec ZSTD; skipped, with the reason, where the system has no libzstd.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ZstdFactAttribute : FactAttribute
{
    public ZstdFactAttribute() => Skip = WhyNot;

    public static string? WhyNot => Zstd.System is null ? "There is no libzstd on this machine." : null;
}

/// <summary>The same for a test of several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ZstdTheoryAttribute : TheoryAttribute
{
    public ZstdTheoryAttribute() => Skip = ZstdFactAttribute.WhyNot;
}
