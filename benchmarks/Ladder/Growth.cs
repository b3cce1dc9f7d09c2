namespace RecPipeline.Ladder;

/// <summary>How processor time grows with ratings: the slope of the line through the logarithms of both.</summary>
internal static class Growth
{
    public static void Print(IReadOnlyList<StageLine> lines)
    {
        var stages = lines.GroupBy(line => line.Stage).Where(stage => stage.Count() > 1).ToArray();
        if (stages.Length == 0)
            return;
        Console.WriteLine("\n| stage | processor time grows as ratings to the |\n| --- | --- |");
        foreach (var stage in stages)
            Console.WriteLine($"| {stage.Key} | {Slope([.. stage]):F2} |");
    }

    private static double Slope(StageLine[] lines)
    {
        double x = lines.Average(line => Math.Log(line.Ratings)), y = lines.Average(line => Math.Log(line.ProcessorSeconds));
        return lines.Sum(line => (Math.Log(line.Ratings) - x) * (Math.Log(line.ProcessorSeconds) - y)) / lines.Sum(line => Math.Pow(Math.Log(line.Ratings) - x, 2));
    }
}
