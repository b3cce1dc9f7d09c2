using System.Text;

namespace RecPipeline.Formats.Parquet.Metadata;

/// <summary>The names of parquet.thrift, as messages give them: RLE_DICTIONARY for <see cref="PageEncoding.RleDictionary"/>.</summary>
internal static class SpecificationName
{
    /// <summary>The name, or the number of a value that has none.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1]))
                text.Append('_');
            text.Append(char.ToUpperInvariant(name[i]));
        }
        return text.ToString();
    }
}
