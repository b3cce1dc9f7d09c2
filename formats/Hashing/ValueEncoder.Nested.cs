using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Hashing;

// Lists and structs.
internal abstract partial class ValueEncoder
{
    private sealed class ListEncoder(ListColumn column, string name) : ValueEncoder(column)
    {
        private readonly ListColumn _column = column;
        private readonly ValueEncoder _elements = For(column.Elements, name);

        protected override void EncodeValue(int row, RowBuffer buffer)
        {
            var (start, end) = (_column.Offsets[row], _column.Offsets[row + 1]);
            buffer.Write(end - start);
            _elements.EncodeRange(start, end, buffer);
        }
    }

    private sealed class StructEncoder(StructColumn column, string name) : ValueEncoder(column)
    {
        private readonly ValueEncoder[] _members = [.. column.Children.Select(child => For(child, name))];

        protected override void EncodeValue(int row, RowBuffer buffer)
        {
            foreach (var member in _members)
                member.Encode(row, buffer);
        }
    }
}
