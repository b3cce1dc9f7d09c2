using System.Runtime.InteropServices;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Rows;

/// <content>Fills the columns from the records of the block.</content>
public sealed partial class RatingsChunk
{
    /// <summary>Parses the records of the block. With <paramref name="useFastRows"/> false every row takes the plain way.</summary>
    internal void Parse(bool useFastRows)
    {
        if (_block.Failure is not null)
            return;
        var text = _block.Bytes;
        var form = useFastRows && BitConverter.IsLittleEndian ? _columns.FastForm : FastForm.None;
        for (int at = 0; at < text.Length;)
        {
            if (Count == _starts.Length)
                Grow(text.Length);
            at = form switch
            {
                FastForm.Common => ParseCommon(text, at),
                FastForm.Numbers => ParseNumbers(text, at),
                _ => at,
            };
            if (at < text.Length && Count < _starts.Length)
                at += ParsePlain(text[at..], at);
        }
    }

    // Parses rows of the common form for as long as there are any and the arrays have room; returns where it stopped.
    private int ParseCommon(ReadOnlySpan<byte> text, int at)
    {
        var (users, items, ratings, timestamps) = (User, Item, Rating, Timestamp);
        var (faults, starts, row) = (Fault, _starts, Count);
        byte separator = _columns.Format.Separator[0];
        for (; row < starts.Length && at < text.Length; row++)
        {
            int bytes = FastRatingRow.TryParse(
                ref MemoryMarshal.GetReference(text[at..]), separator, out long user, out long item, out float rating, out long timestamp);
            if (bytes == 0)
                break;
            (users[row], items[row], ratings[row], timestamps[row]) = (user, item, rating, timestamp);
            (faults[row], starts[row]) = (RowFault.None, at);
            at += bytes;
        }
        Count = row;
        return at;
    }

    // The same for rows of numbers in another order or with a longer separator.
    private int ParseNumbers(ReadOnlySpan<byte> text, int at)
    {
        var fast = new FastNumberRow(_columns);
        int row = Count;
        for (; row < _starts.Length && at < text.Length; row++)
        {
            ref byte start = ref MemoryMarshal.GetReference(text[at..]);
            int bytes = fast.TryParse(ref start, out User[row], out Item[row], out Rating[row], out Timestamp[row]);
            if (bytes == 0)
                break;
            (Fault[row], _starts[row]) = (RowFault.None, at);
            at += bytes;
        }
        Count = row;
        return at;
    }

    private int ParsePlain(ReadOnlySpan<byte> rest, int at)
    {
        int row = Count++;
        int length = _block.RecordLength(at, out int lines);
        Fault[row] = RatingRowParser.Parse(
            RecordText.Trim(rest, length), _columns, out User[row], out Item[row], out Rating[row], out Timestamp[row]);
        _starts[row] = at;
        FaultCount += Fault[row] == RowFault.None ? 0 : 1;
        if (lines > 1)
            _lines.Add(row, lines);
        return length;
    }

    // 24 bytes is a typical rating; a chunk of shorter ones grows a few times, once.
    private void Grow(int textBytes)
    {
        int size = Math.Max(Math.Max(2 * _starts.Length, textBytes / 24), 16);
        (User, Item, Timestamp) = (Resized(User, size), Resized(Item, size), Resized(Timestamp, size));
        (Rating, Fault, _starts) = (Resized(Rating, size), Resized(Fault, size), Resized(_starts, size));
    }

    private static T[] Resized<T>(T[] array, int size)
    {
        Array.Resize(ref array, size);
        return array;
    }
}
