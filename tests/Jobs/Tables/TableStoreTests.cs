using System.Text;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Tests.Tables;

/// <summary>What every store promises; each implementation runs all of it.</summary>
public abstract class TableStoreTests
{
    protected abstract ITableStore Store { get; }

    [Fact]
    public void List_MissingFolder_IsEmpty() => Assert.Empty(Store.List("no/such/folder"));

    [Fact]
    public void List_Folder_NamesWhatIsDirectlyInsideByOrdinal()
    {
        foreach (string path in (string[])["t/b", "t/A", "t/a/deep/x", "t/a/y", "t/a-b", "u/z", "top"])
            Write(path, path);
        Assert.Equal(["A", "a-b", "a/", "b"], Store.List("t"));
        Assert.Equal(["deep/", "y"], Store.List("t/a"));
        Assert.Equal(["t/", "top", "u/"], Store.List(""));
    }

    [Fact]
    public void Create_NewFile_HoldsWhatWasWritten()
    {
        byte[] content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i % 251))];
        using (var stream = Store.Create("a/b/c.bin"))
        {
            stream.Write(content.AsSpan(0, 100_000));
            stream.Write(content.AsSpan(100_000));
        }
        Assert.Equal(content, Read("a/b/c.bin"));
    }

    [Fact]
    public void Create_ExistingFile_IsRefusedAndLeavesItAlone()
    {
        Write("t/x", "old");
        var error = Assert.Throws<StoreException>(() => Store.Create("t/x"));
        Assert.StartsWith($"Could not create '{Store.Describe("t/x")}': ", error.Message, StringComparison.Ordinal);
        Assert.Equal("old", Text("t/x"));
    }

    [Fact]
    public void Open_MissingFile_SaysWhich()
    {
        var error = Assert.Throws<StoreException>(() => Store.Open("t/x"));
        Assert.StartsWith($"Could not open '{Store.Describe("t/x")}': ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_File_CanSeekAndCannotWrite()
    {
        Write("t/x", "0123456789");
        using var stream = Store.Open("t/x");
        stream.Position = 7;
        Assert.Equal((10, '7'), (stream.Length, (char)stream.ReadByte()));
        Assert.False(stream.CanWrite);
    }

    [Fact]
    public void Replace_NewAndOldFile_HoldsTheLastContent()
    {
        foreach (string content in (string[])["first, which is longer", "second", ""])
        {
            Store.Replace("t/x.json", Encoding.UTF8.GetBytes(content));
            Assert.Equal(content, Text("t/x.json"));
            Assert.Equal(["x.json"], Store.List("t"));
        }
    }

    [Fact]
    public void Replace_WhileAReaderHasItOpen_LeavesTheReaderItsContent()
    {
        Store.Replace("t/x.json", "old"u8.ToArray());
        using var reader = new StreamReader(Store.Open("t/x.json"));
        Store.Replace("t/x.json", "new content"u8.ToArray());
        Assert.Equal(("old", "new content"), (reader.ReadToEnd(), Text("t/x.json")));
    }

    [Fact]
    public async Task Replace_ManyReaders_SeeTheOldOrTheNewNeverAMixture()
    {
        byte[][] versions = [.. Enumerable.Range(0, 20).Select(i => Enumerable.Repeat((byte)i, 20_000 + i).ToArray())];
        Store.Replace("t/x", versions[0]);
        bool isDone = false;
        var reading = Task.Run(() =>
        {
            int reads = 0;
            for (; !Volatile.Read(ref isDone) || reads == 0; reads++)
            {
                byte[] seen = Read("t/x");
                Assert.Equal(versions[seen[0]], seen);
            }
        });
        foreach (byte[] version in versions)
            Store.Replace("t/x", version);
        Volatile.Write(ref isDone, true);
        await reading.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Delete_File_LeavesItsNeighbours()
    {
        Write("t/x", "");
        Write("t/x-y", "");
        Write("t/y", "");
        Store.Delete("t/x");
        Assert.Equal(["x-y", "y"], Store.List("t"));
    }

    [Fact]
    public void Delete_Folder_TakesAllItHoldsAndNothingElse()
    {
        Write("t/v-1/a/b", "");
        Write("t/v-1/c", "");
        Write("t/v-10/d", "");
        Store.Delete("t/v-1");
        Assert.Equal(["v-10/"], Store.List("t"));
        Assert.Equal(["d"], Store.List("t/v-10"));
    }

    [Fact]
    public void Delete_MissingFile_IsNoError()
    {
        Write("no/other", "left alone");
        Store.Delete("no/such");
        Assert.Equal(["other"], Store.List("no"));
    }

    [Fact]
    public void TryLock_HeldLock_IsRefusedAndNamesTheHolder()
    {
        using var held = Store.TryLock("_lock", "first owner", out string? nobody);
        Assert.NotNull(held);
        Assert.Null(nobody);
        Assert.Null(Store.TryLock("_lock", "second owner", out string? holder));
        Assert.Equal("first owner", holder);
    }

    [Fact]
    public void TryLock_ReleasedLock_CanBeTakenAgain()
    {
        Store.TryLock("_lock", "first", out _)!.Dispose();
        using var second = Store.TryLock("_lock", "second", out _);
        Assert.NotNull(second);
        Assert.Null(Store.TryLock("_lock", "third", out string? holder));
        Assert.Equal("second", holder);
    }

    protected void Write(string path, string content)
    {
        using var stream = Store.Create(path);
        stream.Write(Encoding.UTF8.GetBytes(content));
    }

    protected string Text(string path) => Encoding.UTF8.GetString(Read(path));

    private byte[] Read(string path)
    {
        using var stream = Store.Open(path);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
