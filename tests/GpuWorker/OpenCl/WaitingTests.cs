using RecPipeline.GpuWorker.OpenCl;
using RecPipeline.GpuWorker.Tests.BackEnds;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.TopN;

namespace RecPipeline.GpuWorker.Tests.OpenCl;

/// <summary>Host and device work at the same time: the calls that wait are counted.</summary>
public class WaitingTests
{
    // 64 steps may be under way; the next one waits for the oldest.
    [OpenClFact]
    public void Steps_do_not_wait_for_the_device()
    {
        var definition = Networks.Define(40, ErrorFunction.CrossEntropy, Activation.Sigmoid, Activation.Sigmoid, 5);
        definition = definition with { Denoising = 0.3, Layers = [definition.Layers[0] with { Dropout = 0.4, SparsityTarget = 0.1, SparsityWeight = 2 }, definition.Output] };
        using var device = new OpenClDevice(OpenClLibrary.Load(), 0);
        using var network = new OpenClNetwork(device, new DeviceProduct(device, null), new NetworkSetup(definition, Networks.Weights(definition, 6), 8, new TrainingRule(Optimizer.Adam, 0.05)));
        network.SetData(Networks.Data(4, 80, 40, 0.1));
        int before = device.Waits;
        for (int update = 0; update < 65; update++)
        {
            Assert.Equal(before, device.Waits);
            network.Train([.. Enumerable.Range(update, 8)], Networks.Step(definition, 0.05, update));
        }
        Assert.Equal(before + 1, device.Waits);
    }

    // 5 blocks of 8 rows: keys and lengths of each, and once the ranks.
    [OpenClFact]
    public void Lists_wait_for_their_keys_alone()
    {
        var definition = Networks.Define(40, ErrorFunction.CrossEntropy, Activation.Sigmoid, Activation.Tanh, 5);
        var data = Networks.Data(4, 40, 40, 0.1);
        using var device = new OpenClDevice(OpenClLibrary.Load(), 0);
        using var network = new OpenClNetwork(device, new DeviceProduct(device, null), new NetworkSetup(definition, Networks.Weights(definition, 6), 8));
        int before = device.Waits;
        network.Select(new ListRequest(data, data, [3], new ListOrder(PopularityRanking.Count(data).Rank), 10, IsLogit: true));
        Assert.Equal(before + 1 + (2 * 5), device.Waits);
    }
}
