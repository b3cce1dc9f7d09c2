using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.OpenCl;
using RecPipeline.GpuWorker.Tests.BackEnds;
using RecPipeline.GpuWorker.Tests.Golden;
using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.Tests.OpenCl;

/// <summary>A theory for OpenCL devices; skipped where the machine has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OpenClTheoryAttribute : TheoryAttribute
{
    public OpenClTheoryAttribute()
    {
        if (OpenClLibrary.TryLoad() is not { } library || library.Devices().Count == 0)
            Skip = "this machine has no OpenCL device (Debian: pocl-opencl-icd)";
    }
}

/// <summary>A theory for products by CLBlast; skipped where the machine has no device or no such library.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ClBlastTheoryAttribute : TheoryAttribute
{
    public ClBlastTheoryAttribute() => Skip = new OpenClTheoryAttribute().Skip ?? (ClBlast.TryLoad() is null ? "this machine has no CLBlast (Debian: libclblast1)" : null);
}

/// <summary>The same for a single test.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OpenClFactAttribute : FactAttribute
{
    public OpenClFactAttribute() => Skip = new OpenClTheoryAttribute().Skip;
}

public class OpenClGoldenTests : GoldenTests
{
    private protected override double Tolerance => 1e-4;

    private protected override double LossTolerance => 1e-5;

    [OpenClTheory]
    [MemberData(nameof(Names))]
    public void The_device_follows_the_reference(string name) => Run(name);

    private protected override IBackEnd NewBackEnd() => new OpenClBackEnd(0, usesClBlast: false);
}

public class OpenClBackEndTests : BackEndTests
{
    private protected override double Tolerance => 1e-4;

    [OpenClTheory]
    [MemberData(nameof(TrainedNetworks))]
    public void Updates_follow_the_plain_outputs(ErrorFunction loss, Activation output, Optimizer optimizer) => CheckTiles(loss, output, optimizer);

    [OpenClTheory]
    [MemberData(nameof(ListLengths))]
    public void Lists_are_those_of_a_full_sort_of_its_own_scores(int n) => CheckLists(n);

    [OpenClFact]
    public void Hidden_layers_explain_the_outputs() => CheckHidden();

    [OpenClFact]
    public void Losses_are_those_of_the_steps_whenever_they_are_taken() => CheckLosses();

    [OpenClTheory]
    [MemberData(nameof(TrainedNetworks))]
    public void Two_runs_give_the_same_bytes_with_masks_drawn_there_or_here(ErrorFunction loss, Activation output, Optimizer optimizer)
    {
        var definition = Networks.Define(1300, loss, output, Activation.Sigmoid, 9);
        definition = definition with { Denoising = 0.3, NormalizeInput = true, UsesValues = true, Layers = [definition.Layers[0] with { Dropout = 0.4, SparsityTarget = 0.2, SparsityWeight = 1 }, definition.Output] };
        var rule = new TrainingRule(optimizer, 0.05, L2: 1e-3, Mu: 0.6, Mu1: 0.9);
        using var backEnd = NewBackEnd();
        var first = Run(backEnd, definition, rule);
        foreach (var again in new[] { Run(backEnd, definition, rule), Run(backEnd, definition, rule, new AskedMasks(new HashMasks(definition, 7))) })
            Assert.Equal(first.Arrays, again.Arrays);
    }

    private protected override IBackEnd NewBackEnd() => new OpenClBackEnd(0, usesClBlast: false);
}

/// <summary>Products by CLBlast: every layout of both sides, single columns, and lists of equal scores.</summary>
public class ClBlastTests : BackEndTests
{
    private protected override double Tolerance => 1e-4;

    [ClBlastTheory]
    [InlineData(ErrorFunction.CrossEntropy, Activation.Sigmoid, Optimizer.Adam)]
    [InlineData(ErrorFunction.Multinomial, Activation.SoftMax, Optimizer.Momentum)]
    public void Updates_follow_the_plain_outputs(ErrorFunction loss, Activation output, Optimizer optimizer) => CheckTiles(loss, output, optimizer);

    [ClBlastTheory]
    [InlineData(26)]
    public void Lists_are_those_of_a_full_sort_of_its_own_scores(int n) => CheckLists(n);

    [ClBlastTheory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 7, 5)]
    [InlineData(6, 1, 9)]
    [InlineData(33, 17, 1)]
    [InlineData(130, 70, 65)]
    public void Products_are_those_of_the_kernel(int m, int n, int k)
    {
        using var device = new OpenClDevice(OpenClLibrary.Load(), 0);
        foreach (bool turnsA in new[] { false, true })
            foreach (bool turnsB in new[] { false, true })
                foreach (var (expected, actual) in Product(device, null, m, n, k, turnsA, turnsB).Zip(Product(device, ClBlast.TryLoad(), m, n, k, turnsA, turnsB)))
                    Assert.Equal(expected, actual, Tolerance);
    }

    private protected override IBackEnd NewBackEnd() => new OpenClBackEnd(0);

    private static float[] Product(OpenClDevice device, ClBlast? blast, int m, int n, int k, bool turnsA, bool turnsB)
    {
        const int Start = 3;
        using DeviceBuffer a = Random(device, Start + (m * k), 1), b = Random(device, Start + (k * n), 2), c = Random(device, Start + (m * n), 3);
        DeviceMatrix left = turnsA ? new DeviceMatrix(a, Start, m).Transposed : new DeviceMatrix(a, Start, k), right = turnsB ? new DeviceMatrix(b, Start, k).Transposed : new DeviceMatrix(b, Start, n);
        new DeviceProduct(device, blast).Add(m, n, k, left, right, new DeviceMatrix(c, Start, n));
        var product = new float[Start + (m * n)];
        device.Read(c, product.AsSpan());
        return product;
    }

    private static DeviceBuffer Random(OpenClDevice device, int count, int seed)
    {
        var (buffer, random) = (device.Buffer(4L * count), new Random(seed));
        device.Write<float>(buffer, [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)]);
        return buffer;
    }
}

/// <summary>The hash under another type: the device takes it for masks that it cannot draw.</summary>
internal sealed class AskedMasks(IMasks masks) : IMasks
{
    public bool KeepsInput(int epoch, int row, int entry, int item) => masks.KeepsInput(epoch, row, entry, item);

    public bool KeepsUnit(long update, int layer, int batchRow, int unit) => masks.KeepsUnit(update, layer, batchRow, unit);
}

public class OpenClMessageTests
{
    [OpenClFact]
    public void Devices_are_listed_and_another_number_is_refused()
    {
        Assert.Contains(GpuWorker.Commands.BackEnds.Describe(), line => line.StartsWith("opencl:0  ", StringComparison.Ordinal));
        var error = Assert.Throws<ConfigurationException>(() => GpuWorker.Commands.BackEnds.Open("opencl:99", 1));
        Assert.Contains("There is no OpenCL device 99; this machine has", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_loader_says_what_to_install()
    {
        Assert.Null(OpenClLibrary.TryLoad(["libNoSuchOpenCL.so.9"]));
        Assert.Contains("There is no OpenCL loader on this machine (libNoSuchOpenCL.so.9). Install the driver", OpenClLibrary.Missing(["libNoSuchOpenCL.so.9"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_longer_than_a_buffer_of_the_device_are_refused()
    {
        ResidentRows.Check(1 << 28, 1 << 30, "a card");
        var error = Assert.Throws<ConfigurationException>(() => ResidentRows.Check((1 << 28) + 1, 1 << 30, "a card"));
        Assert.StartsWith("The training rows have 268,435,457 interactions, 1.00 GiB in one buffer; 'a card' allows 1.00 GiB. Use --device cpu", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_device_says_that_the_checkpoint_is_there()
    {
        string message = new OpenClException("clEnqueueReadBuffer", -36, "a card").Message;
        Assert.Equal("OpenCL clEnqueueReadBuffer returned CL_INVALID_COMMAND_QUEUE (-36) on 'a card'. The device was lost: run the same command again, it goes on from the last checkpoint; --device cpu works without it.", message);
    }
}
