namespace RecPipeline.Spark.Sql;

/// <summary>Where persisted rows are kept.</summary>
public enum StorageLevel
{
    MemoryAndDisk,
    MemoryOnly,
    DiskOnly,
    MemoryAndDiskSerialized,
}

internal static class StorageLevels
{
    public static string ToJavaName(this StorageLevel level) => level switch
    {
        StorageLevel.MemoryAndDisk => "MEMORY_AND_DISK",
        StorageLevel.MemoryOnly => "MEMORY_ONLY",
        StorageLevel.DiskOnly => "DISK_ONLY",
        StorageLevel.MemoryAndDiskSerialized => "MEMORY_AND_DISK_SER",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "There is no such storage level."),
    };
}
