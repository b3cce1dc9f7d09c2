namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Valid ratings with raw ids in the order of the files, in columns.</summary>
/// <param name="Place">File and line of each row (<see cref="PlaceOf"/>).</param>
/// <param name="RowsRead">Records read, bad ones included, the header not.</param>
/// <param name="TextUsers">Rejected rows whose user id is no whole number where it should be one.</param>
/// <param name="TextItems">The same for item ids.</param>
internal sealed record RawRatings(
    IdColumn Users, IdColumn Items, float[] Rating, long[] Timestamp, long[] Place, long RowsRead, long TextUsers, long TextItems)
{
    /// <summary>A file's place in their order and a line of it, from 1, as one number.</summary>
    public static long PlaceOf(int file, long line) => ((long)file << 40) | line;
}
