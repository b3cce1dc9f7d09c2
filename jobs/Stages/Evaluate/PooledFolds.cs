using RecPipeline.Evaluation;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>
/// Per-user values of the headline metric over all folds of a protocol, in which every user is tested once: the blend against its parts on
/// all of them.
/// </summary>
/// <remarks>One fold has too few users to see a small difference (latest-small: 120). Keeps one number per user and model.</remarks>
internal sealed class PooledFolds
{
    private readonly List<(string Protocol, string Metric, int Cutoff, Dictionary<string, double[]> Values)> _protocols = [];
    private readonly HashSet<string> _pooled = [];

    /// <param name="fold">One fold; the first of a protocol, or another one of the last protocol.</param>
    /// <param name="metric">The protocol's headline.</param>
    /// <param name="cutoff">Its list length.</param>
    /// <param name="values">By model and user; NaN where the user is not tested in this fold.</param>
    public void Add(FoldName fold, string metric, int cutoff, IReadOnlyDictionary<string, double[]> values)
    {
        if (_protocols.Count == 0 || _protocols[^1].Protocol != fold.Protocol)
        {
            _protocols.Add((fold.Protocol, metric, cutoff, values.ToDictionary(each => each.Key, each => (double[])each.Value.Clone())));
            return;
        }
        _pooled.Add(fold.Protocol);
        foreach (var (model, all) in _protocols[^1].Values)
            for (int user = 0; user < all.Length; user++)
                all[user] = double.IsNaN(all[user]) ? values[model][user] : all[user];
    }

    /// <summary>Writes the comparisons of protocols with more than one fold.</summary>
    public void Compare(FoldFacts facts, long seed)
    {
        foreach (var (protocol, metric, cutoff, values) in _protocols.Where(each => _pooled.Contains(each.Protocol)))
        {
            facts.Best(protocol, null, metric, cutoff, values, seed);
            foreach (string part in FoldFacts.Parts(values.Keys))
                facts.Compare(protocol, null, metric, cutoff, ModelList.BlendName, part,
                    PairedComparison.Compare(values[ModelList.BlendName], values[part], seed));
        }
    }
}
