namespace RecPipeline.Udfs.Cleaning;

/// <summary>A block of one of several files as one number: the file's place in their order, then the block's first byte.
/// Blocks in order of their numbers are rows in order.</summary>
/// <example>Byte 1,000 of the second file: 2⁴⁴ + 1,000.</example>
public static class BlockPlaces
{
    /// <summary>Bytes that a file may have, 16 TiB; the number of a block is file · this + first byte.</summary>
    public const long FileStep = 1L << 44;

    public static int File(long block) => (int)(block / FileStep);

    /// <summary>True for the block at the start of a file.</summary>
    public static bool IsStart(long block) => block % FileStep == 0;
}
