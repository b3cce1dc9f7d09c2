using System.Text.Unicode;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Ratings.Descriptions;

/// <summary>A record's fault in words: the field, what stands in it, and what was wanted.</summary>
internal readonly struct FaultWords(CsvFormat format, IReadOnlyList<string> names, string role)
{
    /// <param name="fields">How many fields the record has, where it could be split.</param>
    /// <param name="idAt">Position of the id, and what stands there.</param>
    public string Of(RowFault fault, ReadOnlySpan<byte> record, int fields, int idAt, FieldText id) => fault switch
    {
        RowFault.Encoding => Encoding(record),
        RowFault.Columns => Columns(record, fields),
        RowFault.Number when NumberText.IsBlank(id.Bytes) => $"{ShownText.Escaped(names[idAt])} is empty",
        RowFault.Number => IdWords.Explain(role, names[idAt], id.Text(format), fault),
        _ => "",
    };

    private string Encoding(ReadOnlySpan<byte> record)
    {
        var fields = new FieldReader(record, format);
        for (int at = 0; fields.Next(); at++)
            if (!Utf8.IsValid(fields.Field))
                return $"{Name(at)} is {ShownText.Quoted(format.Text(fields.Field), 60)} with bytes that are no UTF-8";
        return "bytes that are no UTF-8 stand between the fields";
    }

    private string Columns(ReadOnlySpan<byte> record, int fields)
    {
        var reader = new FieldReader(record, format);
        while (reader.Next())
        {
        }
        return reader.IsOpen
            ? $"the quote that opens field {fields} is never closed"
            : $"{fields} field{(fields == 1 ? "" : "s")} where {names.Count} are wanted";
    }

    private string Name(int at) => at < names.Count ? ShownText.Escaped(names[at]) : $"field {at + 1}";
}
