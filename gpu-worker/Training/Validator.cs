using RecPipeline.Evaluation;
using RecPipeline.GpuWorker.HandOff;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.TopN;

namespace RecPipeline.GpuWorker.Training;

/// <summary>Measures the network on the validation users: lists from their input, their targets hidden from it.</summary>
/// <remarks>Candidates are all items with a training row, less the user's input; the metrics are the report's own.</remarks>
internal sealed class Validator(HandOffRows users, ItemPopularity popularity)
{
    public const int Cutoff = 100;

    private readonly int[] _unknown = [.. Enumerable.Range(0, popularity.Ratings.Length).Where(item => popularity.Ratings[item] == 0)];

    public bool HasUsers => users.Targets.Count > 0;

    /// <summary>Means over the users.</summary>
    public (double Ndcg, double Recall) Measure(INetwork network)
    {
        var values = PerUser(network);
        return (values.Average(user => user.Ndcg), values.Average(user => user.Recall));
    }

    /// <summary>Each user with targets, in the order of the hand-off.</summary>
    public (double Ndcg, double Recall)[] PerUser(INetwork network)
    {
        var lists = network.Select(
            new ListRequest(users.Input, users.Seen, _unknown, new ListOrder(popularity.Rank), Cutoff, IsLogit: true));
        var values = new List<(double, double)>();
        for (int row = 0; row < users.Users.Length; row++)
        {
            if (users.Targets.RowCount(row) == 0)
                continue;
            var list = new RankedList(
                lists.Items.AsSpan(lists.Offsets[row]..lists.Offsets[row + 1]), [], users.Targets.RowIndices(row), []);
            values.Add((new Ndcg().Value(list, Cutoff), new Recall().Value(list, Cutoff)));
        }
        return [.. values];
    }
}
