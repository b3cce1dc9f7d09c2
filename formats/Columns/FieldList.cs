using System.Collections;

namespace RecPipeline.Formats.Columns;

/// <summary>An ordered list of fields that compares by content. It is a table's schema and a struct's members.</summary>
/// <example><c>FieldList.Of(new("user_index", DataType.Int32), new("rating", DataType.Float32))</c></example>
public sealed class FieldList(IReadOnlyList<Field> fields) : IReadOnlyList<Field>, IEquatable<FieldList>
{
    private readonly Field[] _fields = [.. fields];

    public int Count => _fields.Length;

    public Field this[int index] => _fields[index];

    public static FieldList Of(params Field[] fields) => new(fields);

    /// <summary>Position of the field called <paramref name="name"/> (case-sensitive), or −1.</summary>
    public int IndexOf(string name) => Array.FindIndex(_fields, field => field.Name == name);

    public bool Equals(FieldList? other) => other is not null && _fields.AsSpan().SequenceEqual(other._fields);

    public override bool Equals(object? obj) => Equals(obj as FieldList);

    public override int GetHashCode() => _fields.Aggregate(_fields.Length, HashCode.Combine);

    public IEnumerator<Field> GetEnumerator() => ((IEnumerable<Field>)_fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", _fields.Select(field => field.ToString()));
}
