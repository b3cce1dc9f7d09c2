using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Csv;

/// <summary>Gathers the values of one column from the fields of records.</summary>
internal abstract class ColumnBuilder(Field field)
{
    private readonly List<bool> _present = [];

    /// <exception cref="ArgumentException">The type cannot be read from text.</exception>
    public static ColumnBuilder For(Field field, CsvFormat format) => field.Type switch
    {
        ScalarType { Kind: ScalarKind.Utf8 } => new TextBuilder(field, format),
        ScalarType { Kind: ScalarKind.Int32 } => new ValueBuilder<int>(field, TryInt32),
        ScalarType { Kind: ScalarKind.Int64 } => new ValueBuilder<long>(field, NumberText.TryInt64),
        ScalarType { Kind: ScalarKind.Float32 } => new ValueBuilder<float>(field, NumberText.TryFloat),
        ScalarType { Kind: ScalarKind.Float64 } => new ValueBuilder<double>(field, NumberText.TryDouble),
        ScalarType { Kind: ScalarKind.Boolean } => new ValueBuilder<bool>(field, TryBoolean),
        _ => throw new ArgumentException($"Column '{field.Name}' of type {field.Type} cannot be read from text; boolean, int32, int64, float32, float64 and utf8 can.", nameof(field)),
    };

    /// <summary>Adds a value; false when the text is no value of the type.</summary>
    public bool TryAdd(ReadOnlySpan<byte> text, bool hasEscapes)
    {
        bool isNull = field.Nullable && text.IsEmpty;
        if (!isNull && !TryAddValue(text, hasEscapes))
            return false;
        if (isNull)
            AddEmpty();
        _present.Add(!isNull);
        return true;
    }

    /// <summary>Forgets all values from <paramref name="rows"/> on.</summary>
    public void Truncate(int rows)
    {
        if (_present.Count <= rows)
            return;
        _present.RemoveRange(rows, _present.Count - rows);
        TruncateValues(rows);
    }

    /// <summary>The values as a column; the builder is empty after that.</summary>
    public Column Take()
    {
        var column = Build(field.Type, Bitmap.Of(_present.Count, row => _present[row]));
        Truncate(0);
        return column;
    }

    protected abstract bool TryAddValue(ReadOnlySpan<byte> text, bool hasEscapes);

    protected abstract void AddEmpty();

    protected abstract void TruncateValues(int rows);

    protected abstract Column Build(DataType type, byte[] validity);

    private static bool TryInt32(ReadOnlySpan<byte> text, out int value)
    {
        bool good = NumberText.TryInt64(text, out long wide) && wide is >= int.MinValue and <= int.MaxValue;
        value = good ? (int)wide : 0;
        return good;
    }

    private static bool TryBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        var word = NumberText.Trim(text);
        value = word.SequenceEqual("1"u8) || System.Text.Ascii.EqualsIgnoreCase(word, "true"u8);
        return value || word.SequenceEqual("0"u8) || System.Text.Ascii.EqualsIgnoreCase(word, "false"u8);
    }
}

/// <summary>Reads a value from the bytes of a field.</summary>
internal delegate bool TryReadValue<T>(ReadOnlySpan<byte> text, out T value);

internal sealed class ValueBuilder<T>(Field field, TryReadValue<T> tryRead) : ColumnBuilder(field)
    where T : unmanaged
{
    private readonly List<T> _values = [];

    protected override bool TryAddValue(ReadOnlySpan<byte> text, bool hasEscapes)
    {
        bool good = tryRead(text, out var value);
        if (good)
            _values.Add(value);
        return good;
    }

    protected override void AddEmpty() => _values.Add(default);

    protected override void TruncateValues(int rows) => _values.RemoveRange(rows, _values.Count - rows);

    protected override Column Build(DataType type, byte[] validity) => new Column<T>(type, _values.ToArray(), validity);
}
