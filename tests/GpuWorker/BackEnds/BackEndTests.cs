using RecPipeline.Models;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.TopN;

namespace RecPipeline.GpuWorker.Tests.BackEnds;

/// <summary>What every back end must do beyond the golden runs: many tiles, lists, embeddings.</summary>
public abstract class BackEndTests
{
    /// <summary>Four losses, each with an output that it goes with and another optimiser.</summary>
    public static TheoryData<ErrorFunction, Activation, Optimizer> TrainedNetworks => new()
    {
        { ErrorFunction.CrossEntropy, Activation.Sigmoid, Optimizer.Adam },
        { ErrorFunction.ScaledMarginalCrossEntropy, Activation.Sigmoid, Optimizer.Nesterov },
        { ErrorFunction.Multinomial, Activation.SoftMax, Optimizer.Momentum },
        { ErrorFunction.L2, Activation.Tanh, Optimizer.AdaGrad },
    };

    /// <summary>One item up to all of them.</summary>
    public static TheoryData<int> ListLengths => [1, 10, 26, 100, 300, 700];

    private protected virtual double Tolerance => 2e-5;

    private protected abstract IBackEnd NewBackEnd();

    // 1,300 items are three tiles, the last one cut; 3 updates, so that a wrong state shows.
    private protected void CheckTiles(ErrorFunction loss, Activation output, Optimizer optimizer)
    {
        var definition = Networks.Define(1300, loss, output, Activation.Relu, 9);
        definition = definition with { Denoising = 0.3, Layers = [definition.Layers[0] with { Dropout = 0.4 }, definition.Output] };
        var rule = new TrainingRule(optimizer, 0.05, L2: 1e-3, L1: 1e-4, Mu: 0.6, Mu1: 0.9);
        using var plain = new CpuBackEnd(1, isPlain: true);
        using var other = NewBackEnd();
        var (expected, actual) = (Run(plain, definition, rule), Run(other, definition, rule));
        foreach (var (wanted, found) in expected.Arrays.Zip(actual.Arrays))
            for (int i = 0; i < wanted.Length; i++)
                Assert.Equal(wanted[i], found[i], 10 * Tolerance);
    }

    private protected void CheckLists(int n)
    {
        var definition = Networks.Define(700, ErrorFunction.CrossEntropy, Activation.Sigmoid, Activation.Tanh, 6);
        var (input, seen) = (Networks.Data(1, 150, 700, 0.02), Networks.Data(2, 150, 700, 0.1));
        int[] excluded = [3, 5, 699];
        var order = new ListOrder(PopularityRanking.Count(input).Rank);
        using var backEnd = NewBackEnd();
        // Weights of a few steps make many equal scores.
        using var network = backEnd.Load(new NetworkSetup(definition, Coarse(Networks.Weights(definition, 4)), 16));
        var lists = network.Select(new ListRequest(input, seen, excluded, order, n, IsLogit: true));
        float[] scores = network.Output(input, isLogit: true);
        for (int row = 0; row < input.Rows; row++)
            AssertList(lists, row, n, scores.AsSpan(row * 700, 700).ToArray(), [.. input.RowIndices(row), .. seen.RowIndices(row), .. excluded], order);
    }

    private protected void CheckHidden()
    {
        var definition = Networks.Define(40, ErrorFunction.L2, Activation.Linear, Activation.Elu, 5, 3);
        var (data, weights) = (Networks.Data(8, 33, 40, 0.2), Networks.Weights(definition, 2));
        using var backEnd = NewBackEnd();
        using var network = backEnd.Load(new NetworkSetup(definition, weights, 8));
        float[] hidden = network.Hidden(data, 1), output = network.Output(data, isLogit: false);
        Assert.Equal(33 * 3, hidden.Length);
        var plain = PlainNetwork.Of(definition, weights);
        for (int row = 0; row < data.Rows; row++)
        {
            double[] logits = plain.Logits(data, row, Networks.Step(definition));
            for (int item = 0; item < 40; item++)
            {
                double sum = weights.Bias(2)[item];
                for (int unit = 0; unit < 3; unit++)
                    sum += hidden[(row * 3) + unit] * weights.Matrix(2)[(unit * 40) + item];
                Assert.Equal(logits[item], sum, Tolerance);
                Assert.Equal(logits[item], output[(row * 40) + item], Tolerance);
            }
        }
    }

    // 70 steps: more than a device may have under way.
    private protected void CheckLosses()
    {
        var definition = Networks.Define(40, ErrorFunction.CrossEntropy, Activation.Sigmoid, Activation.Sigmoid, 5);
        definition = definition with { Layers = [definition.Layers[0] with { SparsityTarget = 0.1, SparsityWeight = 2 }, definition.Output] };
        using var backEnd = NewBackEnd();
        var (each, late, all) = (Losses(backEnd, definition, network => [network.TakeLoss()]), Losses(backEnd, definition, network => [network.TakeLoss(leaving: 1)]), Losses(backEnd, definition, _ => []));
        Assert.Equal(70, each.Count(loss => loss is { Data: > 0, Sparseness: > 0 }));
        Assert.Equal([default, .. each[..70]], late);
        Assert.Equal(each.Aggregate(default(StepLoss), (sum, loss) => sum.Plus(loss)), Assert.Single(all));
    }

    private static StepLoss[] Losses(IBackEnd backEnd, NetworkDefinition definition, Func<INetwork, IEnumerable<StepLoss>> take)
    {
        using var network = backEnd.Load(new NetworkSetup(definition, Networks.Weights(definition, 6), 8, new TrainingRule(Optimizer.Sgd, 0.05)));
        network.SetData(Networks.Data(4, 80, 40, 0.1));
        var losses = new List<StepLoss>();
        for (int update = 0; update < 70; update++)
        {
            network.Train([.. Enumerable.Range(update, 8)], Networks.Step(definition, 0.05, update));
            losses.AddRange(take(network));
        }
        return [.. losses, network.TakeLoss()];
    }

    private protected static NetworkWeights Run(IBackEnd backEnd, NetworkDefinition definition, TrainingRule rule, IMasks? masks = null)
    {
        using var network = backEnd.Load(new NetworkSetup(definition, Networks.Weights(definition, 6, 0.3), 16, rule));
        network.SetData(Networks.Data(4, 60, definition.Items, 0.02));
        for (int update = 0; update < 3; update++)
            network.Train([.. Enumerable.Range(update * 16, 16 - update)], new StepSettings(update, 0, 0.05, masks ?? new HashMasks(definition, 7)));
        Assert.True(double.IsFinite(network.TakeLoss().Data));
        var weights = NetworkWeights.Zero(definition);
        network.CopyTo(weights, null);
        return weights;
    }

    private static NetworkWeights Coarse(NetworkWeights weights)
    {
        foreach (float[] array in weights.Arrays)
            for (int i = 0; i < array.Length; i++)
                array[i] = MathF.Round(array[i] * 2) / 2;
        return weights;
    }

    // A plain full sort of everything that may be listed.
    private static void AssertList(TopLists lists, int row, int n, float[] scores, HashSet<int> masked, ListOrder order)
    {
        int[] expected = [.. Enumerable.Range(0, scores.Length).Where(item => !masked.Contains(item))
            .Order(Comparer<int>.Create((a, b) => a == b ? 0 : order.Before(scores[a], a, scores[b], b) ? -1 : 1)).Take(n)];
        var found = lists.Items.AsSpan(lists.Offsets[row]..lists.Offsets[row + 1]);
        Assert.Equal(expected, found.ToArray());
        for (int i = 0; i < found.Length; i++)
            Assert.Equal(scores[found[i]], lists.Scores[lists.Offsets[row] + i]);
    }
}

public class CpuBackEndTests : BackEndTests
{
    [Theory]
    [MemberData(nameof(TrainedNetworks))]
    public void Tiles_follow_the_plain_outputs(ErrorFunction loss, Activation output, Optimizer optimizer) => CheckTiles(loss, output, optimizer);

    [Theory]
    [MemberData(nameof(ListLengths))]
    public void Lists_are_those_of_a_full_sort(int n) => CheckLists(n);

    [Fact]
    public void Hidden_layers_explain_the_outputs() => CheckHidden();

    [Fact]
    public void Losses_are_those_of_the_steps_whenever_they_are_taken() => CheckLosses();

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var definition = Networks.Define(5000, ErrorFunction.CrossEntropy, Activation.Sigmoid, Activation.Sigmoid, 20, 7);
        var rule = new TrainingRule(Optimizer.Adam, 0.01, Mu: 0.9, Mu1: 0.999);
        var expected = Run(new CpuBackEnd(1), definition, rule);
        foreach (int threads in new[] { 2, 3, 8 })
            foreach (var (wanted, found) in expected.Arrays.Zip(Run(new CpuBackEnd(threads), definition, rule).Arrays))
                Assert.Equal(wanted, found);
    }

    private protected override IBackEnd NewBackEnd() => new CpuBackEnd(threads: 2);
}
