using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Tests.Support;

namespace RecPipeline.Jobs.Tests.Inputs;

/// <summary>Inputs that can be read once, links, and paths that are no file.</summary>
public sealed class PipesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_named_pipe_is_read_once_and_can_be_opened_again()
    {
        string pipe = MakePipe("p");
        var writer = Task.Run(() => File.WriteAllText(pipe, "1,2,3\n"));
        Assert.True(Pipes.IsPipe(pipe));
        await writer.WaitAsync(TimeSpan.FromSeconds(30));
        for (int time = 0; time < 3; time++)
            using (var reader = new StreamReader(RawFile.Open(pipe)))
                Assert.Equal("1,2,3\n", reader.ReadToEnd());
        Assert.Equal("content sha256 " + Hash("1,2,3\n"), RawFile.Identity(pipe));
        Assert.Equal(["p"], InputFiles.Of(pipe).Names);
        Assert.NotEqual(pipe, Pipes.Local(pipe));
    }

    [Fact]
    public void A_pipe_that_nobody_writes_into_ends_with_code_2()
    {
        string pipe = MakePipe("silent");
        var before = Pipes.WriterTimeout;
        Pipes.WriterTimeout = TimeSpan.FromMilliseconds(200);
        try
        {
            Assert.StartsWith($"Reading the input '{pipe}': it is a pipe, and no process writes into it", Assert.Throws<UsageException>(() => RawFile.Open(pipe)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Pipes.WriterTimeout = before;
        }
    }

    [Fact]
    public void An_empty_file_is_no_pipe()
    {
        string path = _folder.Write("empty", "");
        Assert.Equal((false, path), (Pipes.IsPipe(path), Pipes.Local(path)));
    }

    // A link has a length and a time of its own; what counts is the file behind it.
    [Fact]
    public void Identity_OfALink_FollowsTheFile()
    {
        string file = _folder.Write("f", "1"), link = _folder.At("l");
        File.CreateSymbolicLink(link, file);
        Assert.Equal(RawFile.Identity(file), RawFile.Identity(link));
        string before = RawFile.Identity(link);
        File.AppendAllText(file, "2");
        Assert.NotEqual(before, RawFile.Identity(link));
        File.Delete(file);
        Assert.Equal($"Looking for the input file '{link}': it is a link to '{file}', and nothing is there. Mend the link, or name another file.", Assert.Throws<UsageException>(() => RawFile.Open(link)).Message);
    }

    [Fact]
    public void Open_Folder_SaysThatAFileIsWanted()
    {
        string expected = $"Reading the input '{_folder.Path}': it is a folder, where one file is wanted. Name a file in it.";
        Assert.Equal(expected, Assert.Throws<UsageException>(() => RawFile.Open(_folder.Path)).Message);
        Assert.Equal(expected, Assert.Throws<UsageException>(() => RawFile.Identity(_folder.Path)).Message);
    }

    public void Dispose() => _folder.Dispose();

    private string MakePipe(string name)
    {
        using var made = ChildProcess.Start("mkfifo", [_folder.At(name)]);
        Assert.Equal(0, made.Wait().ExitCode);
        return _folder.At(name);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
