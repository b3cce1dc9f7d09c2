namespace RecPipeline.Spark.Gateway;

/// <summary>
/// What the gateway says about a reference; the value is its letter on the wire.
/// Java's Optional, Scala collections and enums are plain objects.
/// </summary>
public enum JavaKind
{
    Object = 'r',
    Array = 't',
    List = 'l',
    Map = 'a',
    Set = 'h',
    Iterator = 'g',
}
