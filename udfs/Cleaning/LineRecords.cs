using System.Buffers;
using RecPipeline.Formats.Columns;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Udfs.Cleaning;

/// <summary>Takes the records that lines make, each with the block and the row, from 0, of its first line.</summary>
internal interface IRecordTaker
{
    /// <summary>A whole record without its line end.</summary>
    void Record(long block, long row, ReadOnlySpan<byte> record);

    /// <summary>A part of a record that goes beyond its block, or beyond <see cref="LineRules.MaxLineBytes"/>: then without text.</summary>
    void Piece(RecordPiece piece);

    /// <summary>The end of a block; comes for formats with quotes only.</summary>
    void End(BlockEnd end);
}

/// <summary>Puts the lines of blocks together to records, by the rule of <see cref="RecordText"/>. A task reads a block front to back,
/// and then the next.</summary>
/// <param name="rules">Separator and quotes, limits, and the blocks that begin in quotes as far as the driver knows.</param>
/// <param name="taker">Gets the records.</param>
internal sealed class LineRecords(LineRules rules, IRecordTaker taker)
{
    private readonly CsvFormat _format = rules.Form.Layout.Ratings.Format;
    private readonly int _maxBytes = rules.MaxLineBytes;
    private readonly HashSet<long> _inQuotes = [.. rules.InQuotes];
    private readonly LineSizes _sizes = new(rules);

    // What of a record of several lines was read, with the LF between them; beyond the limit only its length.
    private readonly ArrayBufferWriter<byte> _text = new();
    private long _textBytes, _firstRow;
    private bool _isTail;

    private long _block = -1, _row = -1;

    // Whether the lines so far end in quotes: if the block began in them, and if not. One of the two holds.
    private bool _ifIn, _ifOut, _beganIn;

    private bool IsIn => _beganIn ? _ifIn : _ifOut;

    public void Read(RecordBatch batch)
    {
        var blocks = batch.Values<long>("block");
        var lines = (BytesColumn)batch["line"];
        for (int line = 0; line < blocks.Length; line++)
        {
            if (blocks[line] != _block)
                Begin(blocks[line]);
            _row++;
            _sizes.Check(lines.Value(line).Length, _block);
            Read(WithoutMark(lines.Value(line)));
        }
    }

    /// <summary>Closes the last block; called once, after all lines.</summary>
    public void End()
    {
        if (_block < 0 || !_format.Quotes)
            return;
        if (_textBytes > 0 || _isTail)
            GivePiece();
        taker.End(new BlockEnd(_block, _row + 1, _ifOut, _ifIn));
    }

    private void Begin(long block)
    {
        End();
        (_block, _row, _firstRow) = (block, -1, 0);
        (_ifIn, _ifOut) = (_format.Quotes, false);
        _isTail = _beganIn = _format.Quotes && _inQuotes.Contains(block);
    }

    private void Read(ReadOnlySpan<byte> line)
    {
        bool began = IsIn;
        Follow(line);
        if (began || IsIn)
            Append(line, began);
        else
            taker.Record(_block, _row, WithoutReturn(line));
        if (began && !IsIn)
            Complete();
    }

    private void Follow(ReadOnlySpan<byte> line)
    {
        if (!_format.Quotes || line.IndexOf((byte)'"') < 0)
            return;
        bool same = _ifIn == _ifOut;
        _ifOut = RecordText.EndsInQuotes(line, _ifOut, _format);
        _ifIn = same ? _ifOut : RecordText.EndsInQuotes(line, _ifIn, _format);
    }

    private void Append(ReadOnlySpan<byte> line, bool began)
    {
        if (!began)
            _firstRow = _row;
        bool isFirst = !began || (_isTail && _row == 0);
        _textBytes += line.Length + (isFirst ? 0 : 1);
        if (_textBytes >= _maxBytes)
            _text.ResetWrittenCount();
        else if (!isFirst)
            _text.Write("\n"u8);
        if (_textBytes < _maxBytes)
            _text.Write(line);
    }

    private void Complete()
    {
        if (_isTail || _textBytes >= _maxBytes)
        {
            GivePiece();
            return;
        }
        taker.Record(_block, _firstRow, WithoutReturn(_text.WrittenSpan));
        Forget();
    }

    private void GivePiece()
    {
        taker.Piece(new RecordPiece(_block, _firstRow, _isTail, _textBytes, _textBytes < _maxBytes ? _text.WrittenSpan.ToArray() : null));
        Forget();
    }

    private void Forget()
    {
        _text.ResetWrittenCount();
        (_textBytes, _isTail) = (0, false);
    }

    // At the start of a file a byte order mark is not part of the line.
    private ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> line) =>
        _row == 0 && BlockPlaces.IsStart(_block) && line.StartsWith("\uFEFF"u8) ? line[3..] : line;

    private static ReadOnlySpan<byte> WithoutReturn(ReadOnlySpan<byte> line) => line is [.., (byte)'\r'] ? line[..^1] : line;
}
