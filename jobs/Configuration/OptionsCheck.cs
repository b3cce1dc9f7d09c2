namespace RecPipeline.Jobs.Configuration;

/// <summary>Rules that look at more than one option.</summary>
internal static class OptionsCheck
{
    public static IEnumerable<string> Mistakes(PipelineOptions options)
    {
        if (options.Output.Length == 0)
            yield return "output is empty; name the folder of all tables.";
        if (options.Input.Ratings.Length == 0)
            yield return "input.ratings is empty; name the ratings file.";
        if (options.Evaluate.Cutoffs is not { Length: > 0 } cutoffs || cutoffs.Any(cutoff => cutoff is < 1 or > 10_000))
            yield return "evaluate.cutoffs must hold at least one list length from 1 to 10000.";
        if (options.Evaluate.Protocols.Length != options.Evaluate.Protocols.Distinct().Count())
            yield return "evaluate.protocols names a protocol twice.";
        if (options.TopN.Blend is { Similarity: 0, Als: 0 } && (options.TopN.Blend.Ease == 0 || !options.Ease.Enabled))
            yield return "topN.blend has no weight above 0; give at least one model a weight.";
        if (options.TopN.Blend.Choose && !options.Evaluate.Protocols.Contains("strong_liked"))
            yield return "topN.blend.choose needs the validation users of strong_liked; add it to evaluate.protocols.";
        if (!options.Ease.Enabled && options.TopN.Write.Contains("ease"))
            yield return "topN.write names 'ease', but ease.enabled is false; set it to true.";
        if (options.TopN.Candidates < options.TopN.N)
            yield return $"topN.candidates is {options.TopN.Candidates}, below topN.n = {options.TopN.N}; a list needs at least n candidates.";
        foreach (string metric in options.Gate.Metrics.Where(metric => !GateMetric.TryParse(metric, out _)))
            yield return $"gate.metrics: '{metric}' is not protocol/model/metric@cutoff, such as strong_liked/blend/NDCG@100.";
    }
}
