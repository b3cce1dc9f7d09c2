namespace RecPipeline.Formats.Parquet.Metadata;

/// <summary>Types of the Thrift compact protocol, in which all Parquet metadata is written.</summary>
internal enum CompactType : byte
{
    Stop = 0,
    True = 1,
    False = 2,
    Int8 = 3,
    Int16 = 4,
    Int32 = 5,
    Int64 = 6,
    Double = 7,
    Binary = 8,
    List = 9,
    Set = 10,
    Map = 11,
    Struct = 12,
    Uuid = 13,
}
