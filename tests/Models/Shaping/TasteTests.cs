using RecPipeline.Models.Matrices;
using RecPipeline.Models.Shaping;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.Shaping;

/// <summary>Diversity and calibration against a twin that works every objective out anew, from lists of genres.</summary>
public sealed class TasteTests
{
    private const int Users = 1000, Items = 80, Genres = 6;

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0, 0.6)]
    [InlineData(0.3, 0.4)]
    public void Make_AThousandRandomUsers_EqualsTheObjectiveInPlainWords(double diversity, double calibration)
    {
        var random = new Random(5);
        int[][] genres = [.. Enumerable.Range(0, Items).Select(item => item == 7 ? [] : Enumerable.Range(0, 3).Select(_ => random.Next(Genres)).Distinct().Order().ToArray())];
        var (offsets, features) = Flat(genres);
        int[] series = [.. Enumerable.Range(0, Items).Select(_ => random.Next(5))];
        var cap = new CountRule("series", 3, [.. Enumerable.Range(0, Items + 1)], series);
        float[][] scores = [.. Enumerable.Range(0, Users).Select(_ => Enumerable.Range(0, Items).Select(_ => random.NextSingle()).ToArray())];
        var taste = new TasteRule(diversity, calibration, 30, 4, Genres, offsets, features);
        ListModel[] models = [new("popularity", 0, () => new TableScorer(scores)), new("table", 1, () => new TableScorer(scores))];
        var maker = new ListBlockMaker(
            models, new ListSettings(new ListOrder([.. Enumerable.Range(1, Items)]), 8, Items, []) { Shaping = new ListShaping { Taste = taste, AtMost = [cap] } });
        var cells = Enumerable.Range(0, Users).SelectMany(user => Enumerable.Range(0, 12).Select(_ => (user, item: random.Next(Items)))).Distinct().ToArray();
        var histories = SparseMatrix.FromTriples(
            Users, Items, [.. cells.Select(cell => cell.user)], [.. cells.Select(cell => cell.item)], [.. cells.Select(_ => (float)random.Next(3, 6))]);
        int moved = 0;
        for (int first = 0; first < Users; first += 50)
        {
            maker.Make(histories, [.. Enumerable.Range(first, 50)]);
            for (int at = 0; at < 50; at++)
            {
                int user = first + at;
                int[] order = [.. Enumerable.Range(0, Items).Except(histories.RowIndices(user).ToArray()).OrderByDescending(item => scores[user][item]).ThenBy(item => item)];
                int[] liked = [.. histories.RowIndices(user).ToArray().Where((_, row) => histories.RowValues(user)[row] >= 4)];
                Assert.Equal(Plain(order, scores[user], liked, genres, series, taste), maker.BlendOf(at).List.Items.ToArray());
                moved += maker.RulesOf(at).ToArray().Count(rule => rule is not (null or "series"));
            }
        }
        Assert.True(moved > Users, $"{moved} rows moved");
    }

    [Fact]
    public void Likeness_OfSetsOfFeatures_IsTheirCosine()
    {
        var rule = new TasteRule(0.5, 0, 10, 4, 4, [0, 2, 4, 5, 5], [0, 1, 1, 3, 1]);
        Assert.Equal([0.5, 1 / Math.Sqrt(2), 0, 1], new[] { rule.Likeness(0, 1), rule.Likeness(0, 2), rule.Likeness(0, 3), rule.Likeness(1, 1) });
    }

    private static List<int> Plain(int[] order, float[] scores, int[] liked, int[][] genres, int[] series, TasteRule taste)
    {
        var list = new List<int>();
        int[] pool = order[..taste.Pool];
        double low = scores[pool[^1]], high = scores[pool[0]];
        while (list.Count < 8)
        {
            var open = order.Where(item => !list.Contains(item) && list.Count(other => series[other] == series[item]) < 3).ToArray();
            var inPool = open.Where(pool.Contains).ToArray();
            list.Add(inPool.Length == 0 ? open[0] : inPool.MaxBy(item =>
                ((1 - taste.Diversity - taste.Calibration) * (scores[item] - low) / (high - low))
                - (taste.Diversity * list.Select(other => Cosine(genres[item], genres[other])).DefaultIfEmpty(0).Max())
                - (taste.Calibration * Divergence(Mix(liked, genres), Mix([.. list, item], genres)))));
        }
        return list;
    }

    private static double Cosine(int[] a, int[] b) => a.Length == 0 || b.Length == 0 ? 0 : a.Intersect(b).Count() / Math.Sqrt(a.Length * b.Length);

    private static double[] Mix(IEnumerable<int> items, int[][] genres)
    {
        int[] known = [.. items.Where(item => genres[item].Length > 0)];
        return [.. Enumerable.Range(0, Genres).Select(genre => known.Length == 0 ? 0 : known.Average(item => genres[item].Contains(genre) ? 1.0 / genres[item].Length : 0))];
    }

    private static double Divergence(double[] p, double[] q) =>
        p.Zip(q, (wanted, found) => wanted == 0 ? 0 : wanted * Math.Log(wanted / ((0.99 * found) + (0.01 * wanted)))).Sum();

    private static (int[] Offsets, int[] Features) Flat(int[][] genres)
    {
        var offsets = new int[genres.Length + 1];
        for (int item = 0; item < genres.Length; item++)
            offsets[item + 1] = offsets[item] + genres[item].Length;
        return (offsets, [.. genres.SelectMany(each => each)]);
    }

    private sealed class TableScorer(float[][] table) : IHistoryScorer
    {
        public bool TryScore(History history, Span<float> scores)
        {
            table[history.User].CopyTo(scores);
            return true;
        }

        public void Explain(int item, Span<float> contributions) => contributions.Clear();
    }
}
