namespace RecPipeline.Evaluation.Tests;

/// <summary>Lists that are measured in parts, as tasks do it.</summary>
public class ListMeasureTests
{
    private const int Users = 300;
    private static readonly int[] Cutoffs = [1, 10, 50];
    private static readonly RandomLists Data = new(Users, items: 200, length: 50, seed: 3);
    private static readonly IReadOnlyList<IMetric> Metrics = [.. StandardMetrics.Of(ProtocolKind.HeldOutUsers, Data.Catalogue).Where(metric => metric.Kind == MetricKind.Description), new Ndcg(), new CumulativeHitRate(), .. RatingHitRate.ForScale()];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Add_RowsAndCountsOfParts_AreEqualInBitsToOneEvaluation(int parts)
    {
        var (whole, joined) = (NewEvaluation(), NewEvaluation());
        for (int user = 0; user < Users; user++)
            whole.Add(user, Data.List(user));
        foreach (var part in Enumerable.Range(0, Users).GroupBy(user => user % parts))
            MeasureApart(part, joined);
        Assert.Equal(Bits(whole), Bits(joined));
    }

    [Fact]
    public void Listed_TwoLists_HasTheExampleOfItsRemarks()
    {
        var measure = new ListMeasure([new Gini()], [1, 2], users: 2, catalogueItems: 10);
        measure.Measure(0, new RankedList([7, 3], [], [], []), []);
        measure.Measure(1, new RankedList([7, 4], [], [], []), []);
        Assert.Equal([7, 13, 14], measure.Listed().Places);
        Assert.Equal([2, 1, 1], measure.Listed().Times);
    }

    [Fact]
    public void Listed_NoCatalogueMetric_IsEmpty() => Assert.Empty(new ListMeasure([new Ndcg()], [10], users: 1).Listed().Places);

    [Fact]
    public void Add_RowOfOtherMetrics_SaysBothWidths() => Assert.Contains(
        "User 1: a row of 3 numbers was measured, needed 2. It is of other metrics or cutoffs.",
        Assert.Throws<ArgumentException>(() => new ListEvaluation([new Ndcg(), new Recall()], [10], users: 2).Add(1, [1, 2, 3])).Message);

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    public void Add_CountsOfAnotherCatalogue_SaysWhich(int place) => Assert.Contains(
        $"Place {place} lies outside 2 cutoffs of 5 items. It is of other cutoffs or another catalogue.",
        Assert.Throws<ArgumentException>(() => new ListEvaluation([new Gini()], [1, 2], users: 1, catalogueItems: 5).Add(new ListedTimes([place], [1]))).Message);

    private static ListEvaluation NewEvaluation() => new(Metrics, Cutoffs, Users, Data.Catalogue.Items, sampleSeed: 7);

    private static void MeasureApart(IEnumerable<int> users, ListEvaluation joined)
    {
        var measure = new ListMeasure(Metrics, Cutoffs, Users, Data.Catalogue.Items, sampleSeed: 7);
        foreach (int user in users)
        {
            var row = new double[measure.Width];
            measure.Measure(user, Data.List(user), row);
            joined.Add(user, row);
        }
        joined.Add(measure.Listed());
    }

    private static List<string> Bits(ListEvaluation evaluation) =>
        [.. evaluation.Rows("p", 0, "m", 42, 50).Select(row => $"{row.Metric}@{row.Cutoff}/{row.Slice} {Hex(row.Value)} {Hex(row.Low)} {Hex(row.High)} {row.Users} {row.UsersSkipped}")];

    private static string Hex(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x");
}
