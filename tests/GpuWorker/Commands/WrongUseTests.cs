using RecPipeline.Tests.Support;

namespace RecPipeline.GpuWorker.Tests.Commands;

/// <summary>Misspelt words through the program itself.</summary>
public sealed class WrongUseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("train --devise cpu", "Option 'devise' is unknown. Did you mean 'device'?\n./recpipeline train --help lists all options.\n")]
    [InlineData("trian", "'trian' is no command. Did you mean 'train'?\n./recpipeline --help lists all commands.\n")]
    public void A_misspelt_word_is_answered_once_with_code_2(string arguments, string expected)
    {
        var result = Worker.Run(_folder.Path, arguments);
        Assert.Equal((2, expected, ""), (result.ExitCode, result.Error, result.Output));
    }

    public void Dispose() => _folder.Dispose();
}
