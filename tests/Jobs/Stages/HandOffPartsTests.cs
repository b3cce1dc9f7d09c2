using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Jobs.Stages.HandOff;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>How users become files, and what the manifest says of pieces of files.</summary>
public class HandOffPartsTests
{
    [Theory]
    [InlineData(0, 10, new[] { 0, 0 })]
    [InlineData(10, 10, new[] { 0, 10 })]
    [InlineData(11, 10, new[] { 0, 5, 11 })]
    [InlineData(2_000_000_000, 1_000_000_000, new[] { 0, 1_000_000_000, 2_000_000_000 })]
    public void Bounds_AnyUsers_CutsPartsOfAboutEqualSize(int users, int usersPerPart, int[] bounds) => Assert.Equal(bounds, HandOffParts.Bounds(users, usersPerPart));

    [Fact]
    public void Folder_OfAPart_HasThreeDigits() => Assert.Equal("role=train/part=007", HandOffParts.Folder("train", 7));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Facts_OfSlices_AddUpToThoseOfTheFile(int first)
    {
        var file = new RecordBatch(
            HandOffRoles.FileSchema, Columns.Int32([4, 5, 9]), Lists(Columns.Int32([1, 2, 3, 7])), Lists(Columns.Float32([4, 5, 4, 5])), None, None);
        var parts = Facts(file.Slice(0, first)).Add(Facts(file.Slice(first, 3 - first)));
        Assert.Equal(Facts(file), parts);
        Assert.Equal((3L, 4L, 3), (parts.Hash.Rows, parts.Cells, parts.MaxRowLength));
    }

    private static ListColumn None => Columns.Lists([0, 0, 0, 0], Columns.Int32([]));

    private static ListColumn Lists(Column elements) => Columns.Lists([0, 1, 4, 4], elements);

    private static PartFacts Facts(RecordBatch rows)
    {
        var hasher = new TableHasher(HandOffRoles.FileSchema);
        hasher.Add(rows);
        return PartFacts.Of(rows, hasher.Current);
    }
}
