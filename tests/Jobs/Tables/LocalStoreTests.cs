using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;

namespace RecPipeline.Jobs.Tests.Tables;

public sealed class LocalStoreTests : TableStoreTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public LocalStoreTests() => Store = new LocalStore(_folder.At("out"));

    protected override ITableStore Store { get; }

    [Fact]
    public void Describe_Path_IsTheFullPath() => Assert.Equal(_folder.At("out", "ratings", "x"), Store.Describe("ratings/x"));

    [Fact]
    public void Replace_WhereAFolderIs_SaysWhatAndWhere()
    {
        Write("t/x/y", "");
        var error = Assert.Throws<StoreException>(() => Store.Replace("t/x", "new"u8.ToArray()));
        Assert.StartsWith($"Could not replace '{_folder.At("out", "t", "x")}': ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Check that the folder exists, is writable and has room.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("replace")]
    [InlineData("lock")]
    public void Write_WhereTheFolderIsAFile_SaysWhatAndWhere(string verb)
    {
        _folder.Write("out", "a file in place of the folder");
        var error = Assert.Throws<StoreException>(() => Write(verb));
        Assert.StartsWith($"Could not {verb} '{_folder.At("out", "t", "x")}': ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_FileThatIsOpen_IsOnTheDiskWhenClosed()
    {
        var stream = Store.Create("t/x");
        stream.Write("content"u8);
        stream.Dispose();
        stream.Dispose();
        Assert.Equal("content", File.ReadAllText(_folder.At("out", "t", "x")));
    }

    // A file that is being executed cannot be opened for writing: one error of many that must not be taken for a held lock.
    [Fact]
    public void TryLock_FileThatCannotBeOpened_IsAnErrorAndNotHeld()
    {
        Directory.CreateDirectory(_folder.At("out"));
        File.CreateSymbolicLink(_folder.At("out", "_lock"), _folder.At("out", "_lock")); // a link to itself: not even root can open it
        var error = Assert.Throws<StoreException>(() => Store.TryLock("_lock", "me", out _));
        Assert.StartsWith($"Could not lock '{_folder.At("out", "_lock")}': ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryLock_OwnerWasKilled_CanBeTaken()
    {
        using var owner = CrashHostProgram.Start("hold-lock", _folder.At("out"));
        owner.WaitForOutput("held");
        Assert.Null(Store.TryLock("_lock", "me", out string? holder));
        Assert.Equal($"process {owner.Id}", holder);
        owner.Kill();
        using var held = Store.TryLock("_lock", "me", out _);
        Assert.NotNull(held);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string verb)
    {
        if (verb == "create")
            Store.Create("t/x").Dispose();
        else if (verb == "replace")
            Store.Replace("t/x", "content"u8.ToArray());
        else
            Store.TryLock("t/x", "me", out _)?.Dispose();
    }
}
