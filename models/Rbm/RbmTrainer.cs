using RecPipeline.Models.Contract;
using RecPipeline.Models.Descent;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Rbm;

/// <summary>Contrastive divergence in batches of users: each step follows what the users' ratings say less what the machine makes of them
/// by itself.</summary>
/// <remarks>
/// step = momentum · step + rate (Σ over users (v₀ h₀ − v_k h_k) / users of the batch − decay · W), W += step. Items that nobody of the
/// batch rated rest, their steps too. Users of a batch are sampled on any number of threads, by numbers of (seed, epoch, user, place), and
/// added in order. Cost of an epoch: ratings · classes · hidden units multiply-adds for each step of sampling. Memory: twice the weights.
/// </remarks>
/// <param name="ratings">[users × items].</param>
/// <param name="cells">The class of each rating.</param>
/// <param name="machine">Is trained.</param>
/// <param name="options">Of the model.</param>
/// <param name="fit">Seed, threads, cancellation and progress.</param>
internal sealed class RbmTrainer(SparseMatrix ratings, int[] cells, RbmMachine machine, RbmOptions options, FitContext fit)
{
    private const long OrderStream = 1, SampleStream = 2; // 0 is that of the first weights
    private readonly SgdOrder _order = new(ratings, (long)CounterRandom.Key(fit.Seed, OrderStream));
    private readonly RbmStep _step = new(machine, options);
    private readonly RbmChain[] _chains = [.. Enumerable.Range(0, Math.Min(options.BatchSize, Math.Max(1, ratings.Rows)))
        .Select(_ => new RbmChain(machine))];

    /// <exception cref="ModelException">The weights ran away.</exception>
    public void Run()
    {
        var progress = fit.Steps(options.Epochs);
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            var users = _order.StartEpoch(epoch).ToArray();
            ulong key = CounterRandom.Key((long)CounterRandom.Key(fit.Seed, SampleStream), epoch);
            for (int first = 0; first < users.Length; first += options.BatchSize)
                TakeBatch(users[first..Math.Min(users.Length, first + options.BatchSize)], key);
            if (!double.IsFinite(machine.Sum()))
                throw new ModelException(
                    $"Model rbm: its weights ran away in epoch {epoch + 1} of {options.Epochs}. "
                    + $"Lower models.rbm.learnRate, now {options.LearnRate}, or models.rbm.momentum, now {options.Momentum}.");
            progress?.Invoke(epoch + 1);
        }
    }

    private void TakeBatch(int[] users, ulong key)
    {
        RowChunks.Run(users.Length, 1, fit.Threads, (at, _) => _chains[at].Run(
            ratings.RowIndices(users[at]), CellsOf(users[at]), options.Steps, CounterRandom.Key((long)key, users[at])), fit.Cancellation);
        _step.Start(users.Length);
        for (int at = 0; at < users.Length; at++)
            _step.Add(ratings.RowIndices(users[at]), CellsOf(users[at]), _chains[at]);
        _step.Take();
    }

    private ReadOnlySpan<int> CellsOf(int user) => cells.AsSpan(ratings.Offsets[user], ratings.RowCount(user));
}
