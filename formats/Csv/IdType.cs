namespace RecPipeline.Formats.Csv;

/// <summary>What the raw ids of users or items are. A layout says so; it is never guessed from a file.</summary>
public enum IdType : byte
{
    /// <summary>Signed 64-bit decimal integers.</summary>
    Int64,

    /// <summary>Texts, byte for byte as they stand in the file, quotes resolved.</summary>
    String,
}
