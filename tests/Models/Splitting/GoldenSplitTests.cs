using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RecPipeline.Models.Splitting;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Tests.Support;

namespace RecPipeline.Models.Tests.Splitting;

/// <summary>Counts and SHA-256 of every split of both MovieLens editions, from tests/golden/models/splits.json.</summary>
public sealed class GoldenSplitTests
{
    private const string Edition2016 = "data/ml-latest-small-2016";
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Repository.Golden("models/splits.json"))).RootElement;

    public static TheoryData<string> Protocols => [.. Splits.Names.Where(name => name != LiangSplit.Protocol)]; // liang is in LiangSplitTests

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Assign_LatestSmall_IsTheGoldenSplit(string protocol) => Compare(MovieLens.LatestSmall, "ml-latest-small", protocol);

    [SharedDataTheory(Edition2016)]
    [MemberData(nameof(Protocols))]
    public void Assign_Edition2016_IsTheGoldenSplit(string protocol) =>
        Compare(MovieLens.Read(Repository.Shared(Edition2016)!), "ml-latest-small-2016", protocol);

    private static void Compare(RatingRows rows, string edition, string protocol)
    {
        var split = Splits.Named(protocol);
        var roles = split.Assign(rows, 0, 42);
        var golden = Golden.GetProperty(edition).GetProperty(protocol);
        if (split.Promises.HasFlag(SplitPromises.HeldOutUsers))
            CompareUsers(rows, roles, golden);
        else
            CompareRows(rows, roles, golden);
        var report = LeakageProof.Check(rows, roles, split);
        Assert.True(report.Passed, string.Join('\n', report.FirstViolations));
    }

    private static void CompareRows(RatingRows rows, RowRole[] roles, JsonElement golden)
    {
        Assert.Equal(golden.GetProperty("test").GetInt32(), roles.Count(role => role == RowRole.Test));
        Assert.Equal(golden.GetProperty("train").GetInt32(), roles.Count(role => role == RowRole.Train));
        Assert.Equal(golden.GetProperty("testUsers").GetInt32(), Distinct(rows.UserIndex, roles, RowRole.Test));
        Assert.Equal(golden.GetProperty("sha256Test").GetString(), Sha256(rows, roles));
        var trained = Enumerable.Range(0, rows.Count).Where(r => roles[r] == RowRole.Train).Select(r => rows.ItemIndex[r]).ToHashSet();
        Assert.Equal(
            golden.GetProperty("testRowsItemNotInTrain").GetInt32(),
            Enumerable.Range(0, rows.Count).Count(r => roles[r] == RowRole.Test && !trained.Contains(rows.ItemIndex[r])));
    }

    private static void CompareUsers(RatingRows rows, RowRole[] roles, JsonElement golden)
    {
        Assert.Equal(golden.GetProperty("trainUsers").GetInt32(), Distinct(rows.UserIndex, roles, RowRole.Train));
        Assert.Equal(golden.GetProperty("items").GetInt32(), Distinct(rows.ItemIndex, roles, RowRole.Train));
        Assert.Equal(golden.GetProperty("trainEvents").GetInt32(), roles.Count(role => role == RowRole.Train));
        ComparePart(rows, roles, golden.GetProperty("val"), RowRole.ValidationFoldIn, RowRole.ValidationTest);
        ComparePart(rows, roles, golden.GetProperty("test"), RowRole.FoldIn, RowRole.Test);
        Assert.Equal(golden.GetProperty("test").GetProperty("sha256Targets").GetString(), Sha256(rows, roles));
    }

    private static void ComparePart(RatingRows rows, RowRole[] roles, JsonElement golden, RowRole history, RowRole hidden)
    {
        Assert.Equal(golden.GetProperty("users").GetInt32(), Distinct(rows.UserIndex, roles, hidden));
        Assert.Equal(golden.GetProperty("fold").GetInt32(), roles.Count(role => role == history));
        Assert.Equal(golden.GetProperty("targets").GetInt32(), roles.Count(role => role == hidden));
    }

    private static int Distinct(int[] index, RowRole[] roles, RowRole wanted) => index.Where((_, row) => roles[row] == wanted).Distinct().Count();

    // SHA-256 of the lines "user,item\n" of test rows, sorted by user and item: the order of the rows.
    private static string Sha256(RatingRows rows, RowRole[] roles)
    {
        var text = new StringBuilder();
        for (int row = 0; row < rows.Count; row++)
            if (roles[row] == RowRole.Test)
                text.Append(rows.UserIds[rows.UserIndex[row]]).Append(',').Append(rows.ItemIds[rows.ItemIndex[row]]).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text.ToString())));
    }
}
