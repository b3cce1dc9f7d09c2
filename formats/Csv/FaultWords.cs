using System.Text.Unicode;

namespace RecPipeline.Formats.Csv;

/// <summary>A record's fault in words: the field, what stands in it, and what was wanted.</summary>
internal readonly struct FaultWords(CsvFormat format, IReadOnlyList<string> names)
{
    /// <param name="fields">How many fields the record has, where it could be split.</param>
    /// <param name="idAt">Position of the id, and what stands there.</param>
    public string Of(RowFault fault, ReadOnlySpan<byte> record, int fields, int idAt, FieldText id) => fault switch
    {
        RowFault.Encoding => Encoding(record),
        RowFault.Columns => Columns(record, fields),
        RowFault.Number when NumberText.IsBlank(id.Bytes) => $"{ShownText.Of(names[idAt])} is empty",
        RowFault.Number => $"{ShownText.Of(names[idAt])} is '{ShownText.Of(id.Text(format))}', which is no whole number",
        _ => "",
    };

    private string Encoding(ReadOnlySpan<byte> record)
    {
        var fields = new FieldReader(record, format);
        for (int at = 0; fields.Next(); at++)
            if (!Utf8.IsValid(fields.Field))
                return $"{(at < names.Count ? ShownText.Of(names[at]) : $"field {at + 1}")} is '{ShownText.Of(format.Text(fields.Field))}' with bytes that are no UTF-8";
        return "bytes that are no UTF-8 stand between the fields";
    }

    private string Columns(ReadOnlySpan<byte> record, int fields)
    {
        var reader = new FieldReader(record, format);
        while (reader.Next())
        {
        }
        return reader.IsOpen ? $"the quote that opens field {fields} is never closed" : $"{fields} field{(fields == 1 ? "" : "s")} where {names.Count} are wanted";
    }
}
