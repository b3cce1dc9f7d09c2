namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Valid ratings with raw ids in the order of the file, in columns.</summary>
/// <param name="Line">Line of each row in the file, from 1.</param>
/// <param name="RowsRead">Records read, bad ones included, the header not.</param>
/// <param name="TextUsers">Rejected rows whose user id is no whole number where it should be one.</param>
/// <param name="TextItems">The same for item ids.</param>
internal sealed record RawRatings(
    IdColumn Users, IdColumn Items, float[] Rating, long[] Timestamp, long[] Line, long RowsRead, long TextUsers, long TextItems);
