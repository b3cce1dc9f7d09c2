namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Valid ratings with raw ids in the order of the file, in columns.</summary>
/// <param name="Line">Line of each row in the file, from 1.</param>
/// <param name="RowsRead">Records read, bad ones included, the header not.</param>
internal sealed record RawRatings(long[] User, long[] Item, float[] Rating, long[] Timestamp, long[] Line, long RowsRead)
{
    public int Count => User.Length;
}
