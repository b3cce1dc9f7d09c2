namespace RecPipeline.Evaluation.Tests;

public class ListEvaluationTests
{
    private static readonly RandomLists Data = new(users: 600, items: 300, length: 50, seed: 1);

    private static readonly IMetric[] AllMetrics =
        [.. StandardMetrics.Of(ProtocolKind.HeldOutUsers, Data.Catalogue), new AverageReciprocalHitRate(), new CumulativeHitRate(), .. RatingHitRate.ForScale()];

    [Fact]
    public void Rows_AnyThreadsAndOrder_AreEqualInBits()
    {
        var expected = Bits(Evaluate(Enumerable.Range(0, 600), threads: 1));
        Assert.Equal(expected, Bits(Evaluate(Enumerable.Range(0, 600).Reverse(), threads: 1)));
        Assert.Equal(expected, Bits(Evaluate(Enumerable.Range(0, 600).OrderBy(user => user * 7919 % 601), threads: 4)));
        Assert.Equal(expected, Bits(Evaluate(Enumerable.Range(0, 600), threads: 8)));
    }

    [Fact]
    public void Rows_RandomLists_GiveThePlainDefinitions()
    {
        var rows = Evaluate(Enumerable.Range(0, 600), 2);
        int[] users = [.. Enumerable.Range(0, 600).Where(user => Data.Relevant[user].Length > 0)];
        foreach (int n in (int[])[1, 10, 50])
        {
            AssertMean("Precision", n, user => Hits(user, n).Count / (double)n);
            AssertMean("Recall", n, user => Hits(user, n).Count / (double)Data.Relevant[user].Length);
            AssertMean("RecallCapped", n, user => Hits(user, n).Count / (double)Math.Min(n, Data.Relevant[user].Length));
            AssertMean("HitRate", n, user => Hits(user, n).Count > 0 ? 1 : 0);
            AssertMean("MRR", n, user => Hits(user, n).Count > 0 ? 1.0 / Hits(user, n)[0] : 0);
            AssertMean("NDCG", n, user => Hits(user, n).Sum(Discount) / Enumerable.Range(1, Math.Min(n, Data.Relevant[user].Length)).Sum(Discount));
            AssertMean("MAP", n, user => Hits(user, n).Select((rank, i) => (i + 1.0) / rank).Sum() / Math.Min(n, Data.Relevant[user].Length));
        }

        void AssertMean(string metric, int n, Func<int, double> value) =>
            Assert.Equal(users.Average(value), rows.Single(row => row.Metric == metric && row.Cutoff == n).Value, 1e-12);
    }

    [Fact]
    public void Rows_UsersWithoutTestItems_AreSkippedAndCounted()
    {
        var row = Evaluate(Enumerable.Range(0, 600), 1).First(row => row.Metric == "NDCG");
        int without = Data.Relevant.Count(relevant => relevant.Length == 0);
        Assert.Equal(47, without); // users 0, 13, … 598
        Assert.Equal((600 - without, without), (row.Users, row.UsersSkipped));
    }

    [Fact]
    public void Rows_NobodyTakesPart_SaysNaNAndCountsThem()
    {
        var evaluation = new ListEvaluation([new Ndcg(), new RatingHitRate(5)], [10], users: 3);
        evaluation.Add(1, new RankedList([1, 2], [], [], []));
        var row = Assert.Single(evaluation.Rows("p", 0, "m", 42)); // the empty slice has no row
        Assert.True(double.IsNaN(row.Value) && double.IsNaN(row.Low) && double.IsNaN(row.High));
        Assert.Equal((0L, 1L), (row.Users, row.UsersSkipped));
    }

    [Fact]
    public void Rows_ReciprocalAboveHitRate_Throws()
    {
        var evaluation = new ListEvaluation([new HitRate(), new BrokenArhr()], [10], users: 1);
        evaluation.Add(0, new RankedList([1], [], [1], []));
        Assert.Contains("ARHR@10 is 2, above HitRate@10 1", Assert.Throws<InvalidOperationException>(() => evaluation.Rows("p", 0, "m", 42)).Message);
    }

    [Fact]
    public void Add_UserTwice_SaysSo()
    {
        var evaluation = new ListEvaluation([new Ndcg()], [10], users: 2);
        evaluation.Add(1, new RankedList([1], [], [1], []));
        Assert.Contains("User 1 was added twice", Assert.Throws<ArgumentException>(() => evaluation.Add(1, new RankedList([1], [], [1], []))).Message);
        Assert.Contains("User 2 lies outside [0, 2)", Assert.Throws<ArgumentException>(() => evaluation.Add(2, new RankedList([1], [], [1], []))).Message);
    }

    [Fact]
    public void Add_ItemOutsideCatalogue_SaysWhichAndWhere()
    {
        var evaluation = new ListEvaluation([new Gini()], [10], users: 1, catalogueItems: 5);
        var error = Assert.Throws<ArgumentException>(() => evaluation.Add(0, new RankedList([1, 5], [], [], [])));
        Assert.Contains("Item 5 at rank 2 lies outside the catalogue of 5 items", error.Message);
    }

    [Fact]
    public void Constructor_BadCutoffsOrNoCatalogue_SaysWhatToDo()
    {
        Assert.Contains("'10, 5' must ascend", Assert.Throws<ArgumentException>(() => new ListEvaluation([], [10, 5], 1)).Message);
        Assert.Contains("needs at least one cutoff", Assert.Throws<ArgumentException>(() => new ListEvaluation([], [], 1)).Message);
        Assert.Contains("'Gini' needs the size of the catalogue", Assert.Throws<ArgumentException>(() => new ListEvaluation([new Gini()], [5], 1)).Message);
    }

    [Fact]
    public void PerUser_UnknownMetric_NamesThoseThereAre()
    {
        var evaluation = new ListEvaluation([new Ndcg(), new Recall()], [10, 20], 1);
        Assert.Contains("There are NDCG, Recall at 10, 20", Assert.Throws<ArgumentException>(() => evaluation.PerUser("NDGC", 10)).Message);
    }

    [Fact]
    public void Metrics_All_HaveADefinitionAndOneNamePerSlice()
    {
        Assert.All(AllMetrics, metric => Assert.True(metric.Definition.Length > 10 && !metric.Definition.Contains('\n')));
        var names = AllMetrics.Select(metric => (metric.Name, (metric as IListMetric)?.Slice)).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void SampleOfUsers_Wanted_DrawsAboutThatManyAndNests()
    {
        var sample = new SampleOfUsers(10_000, seed: 42);
        int[] small = [.. Enumerable.Range(0, 10_000).Where(user => sample.Contains(user, 1_000))];
        Assert.InRange(small.Length, 880, 1_120); // binomial, sd 30: four of them
        Assert.All(small, user => Assert.True(sample.Contains(user, 2_000)));
        Assert.All(Enumerable.Range(0, 10_000), user => Assert.True(sample.Contains(user, 10_000)));
    }

    private static List<int> Hits(int user, int n) =>
        [.. Data.Lists[user].Take(n).Select((item, i) => (item, Rank: i + 1)).Where(x => Data.Relevant[user].Contains(x.item)).Select(x => x.Rank)];

    private static double Discount(int rank) => 1 / Math.Log2(rank + 1);

    private static IReadOnlyList<MetricRow> Evaluate(IEnumerable<int> users, int threads)
    {
        var evaluation = new ListEvaluation(AllMetrics, [1, 10, 50], 600, Data.Catalogue.Items);
        Parallel.ForEach(users, new ParallelOptions { MaxDegreeOfParallelism = threads }, user => evaluation.Add(user, Data.List(user)));
        return evaluation.Rows("p", 0, "m", 42, 100);
    }

    private static List<string> Bits(IReadOnlyList<MetricRow> rows) =>
        [.. rows.Select(row => $"{row.Metric}@{row.Cutoff}/{row.Slice} {Hex(row.Value)} {Hex(row.Low)} {Hex(row.High)} {row.Users} {row.UsersSkipped}")];

    private static string Hex(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x");

    private sealed class BrokenArhr : IListMetric
    {
        public string Name => "ARHR";

        public string Definition => "2 for everyone";

        public MetricKind Kind => MetricKind.Accuracy;

        public double Value(in RankedList list, int cutoff) => 2;
    }
}
