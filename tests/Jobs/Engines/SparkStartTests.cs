using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Tests.Engines;

public sealed class SparkStartTests
{
    [Theory]
    [InlineData("it ended with code 1 before its gateway listened. Its last lines:\nError: Unrecognized option: --outt", ExitCode.Usage)]
    [InlineData("it ended with code 1 before its gateway listened. Its last lines:\nCould not reserve enough space", ExitCode.Failed)]
    public void StartFailure_Words_DecideWhetherTryingAgainMayHelp(string words, int code)
    {
        var error = SparkEngine.StartFailure(words, null);
        Assert.Equal((code, $"Starting Spark: {words}"), (error.Code, error.Message));
    }
}
