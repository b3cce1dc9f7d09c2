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

    private protected override IBackEnd NewBackEnd() => new OpenClBackEnd(0);
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

    private protected override IBackEnd NewBackEnd() => new OpenClBackEnd(0);
}

public class OpenClMessageTests
{
    [OpenClFact]
    public void Devices_are_listed_and_another_number_is_refused()
    {
        Assert.Contains(GpuWorker.BackEnds.Describe(), line => line.StartsWith("opencl:0  ", StringComparison.Ordinal));
        var error = Assert.Throws<ConfigurationException>(() => GpuWorker.BackEnds.Open("opencl:99", 1));
        Assert.Contains("There is no OpenCL device 99; this machine has", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_loader_says_what_to_install()
    {
        Assert.Null(OpenClLibrary.TryLoad(["libNoSuchOpenCL.so.9"]));
        Assert.Contains("There is no OpenCL loader on this machine (libNoSuchOpenCL.so.9). Install the driver", OpenClLibrary.Missing(["libNoSuchOpenCL.so.9"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_device_says_that_the_checkpoint_is_there()
    {
        string message = new OpenClException("clEnqueueReadBuffer", -36, "a card").Message;
        Assert.Equal("OpenCL clEnqueueReadBuffer returned CL_INVALID_COMMAND_QUEUE (-36) on 'a card'. The device was lost: run the same command again, it goes on from the last checkpoint; --device cpu works without it.", message);
    }
}
