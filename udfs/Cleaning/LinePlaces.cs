using RecPipeline.Formats.Columns;

namespace RecPipeline.Udfs.Cleaning;

/// <summary>Numbers rows inside the block that they were read from: a task reads a block front to back, and then the next.</summary>
internal sealed class LinePlaces
{
    private long _block = -1;
    private long _row;

    public (long[] Blocks, long[] Rows) Next(RecordBatch batch)
    {
        long[] blocks = batch.Values<long>("block").ToArray();
        var rows = new long[blocks.Length];
        for (int i = 0; i < blocks.Length; i++)
        {
            _row = blocks[i] == _block ? _row + 1 : 0;
            (_block, rows[i]) = (blocks[i], _row);
        }
        return (blocks, rows);
    }
}
