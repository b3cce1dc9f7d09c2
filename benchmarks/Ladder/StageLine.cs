namespace RecPipeline.Ladder;

/// <summary>One measured stage of one rung.</summary>
/// <param name="PeakBytes">Largest resident memory of the process while the stage ran.</param>
/// <param name="Peak">GFLOP/s of one processor.</param>
/// <param name="Triad">GB/s of all.</param>
internal sealed record StageLine(
    string Stage, long Ratings, double Seconds, double ProcessorSeconds, long PeakBytes, long Allocated, Work Work, double Peak, double Triad)
{
    public const string Header =
        "| stage | ratings | seconds | processor s | M rows/s | share of the limit | peak memory | allocated |\n| --- | --- | --- | --- | --- | --- | --- | --- |";

    public override string ToString() =>
        $"| {Stage} | {Ratings:N0} | {Seconds:F2} | {ProcessorSeconds:F2} | {Ratings / Seconds / 1e6:F2} | {Limit} | {PeakBytes / 1e6:N0} MB | {Allocated / 1e6:N0} MB |";

    // Arithmetic by processor seconds, which other programs on the machine disturb less; bytes by the clock, since all processors share the memory.
    private string Limit => Work switch
    {
        { Operations: > 0 } => $"{Work.Operations / ProcessorSeconds / 1e9:F0} GFLOP/s each, {Work.Operations / ProcessorSeconds / 1e9 / Peak:P0} of peak",
        { Bytes: > 0 } => $"{Work.Bytes / Seconds / 1e9:F2} GB/s, {Work.Bytes / Seconds / 1e9 / Triad:P0} of triad",
        _ => "",
    };
}
