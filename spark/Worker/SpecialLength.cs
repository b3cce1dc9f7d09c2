namespace RecPipeline.Spark.Worker;

/// <summary>Negative numbers that stand where a length would, to tell what follows.</summary>
internal static class SpecialLength
{
    public const int EndOfDataSection = -1;
    public const int ExceptionThrown = -2;
    public const int TimingData = -3;
    public const int EndOfStream = -4;
    public const int StartArrowStream = -6;
    public const int StartOfInitMessage = -8;
}
