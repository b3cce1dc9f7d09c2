using RecPipeline.Models.Matrices;
using RecPipeline.Models.Shaping;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.Shaping;

/// <summary>Lists under rules against the plain twin, which goes over every item that has a score.</summary>
public sealed class ShapedBlendTests
{
    private const int Users = 1000, Items = 300;
    private static readonly ListOrder Order = new([.. Enumerable.Range(1, Items)]);

    [Theory]
    [InlineData(10, 10, 2, 1, 3)]
    [InlineData(10, 12, 1, 0, 0)] // far fewer values than rows: lists stay short
    [InlineData(5, 8, 3, 2, 2)]
    [InlineData(20, 20, 1, 4, 8)] // candidates must grow to the whole catalogue
    public void Make_AThousandRandomUsers_EqualsGreedySelectionOverAllScores(int n, int candidates, int most, int least, int rare)
    {
        var random = new Random(n);
        var shaping = new ListShaping
        {
            AtMost = [Rule("series", most, random, _ => random.Next(7)), Rule("genre", most + 1, random, _ => random.Next(12), several: 2)],
            AtLeast = [Rule("rare", least, random, item => item % 29 == 0 ? 0 : -1), Rule("fresh", rare, random, item => item > 200 ? 0 : -1)],
        };
        int[] excluded = [3, 17, 58];
        ListModel[] models = [new("popularity", 0, () => new HashScorer(0)), new("hash", 1, () => new HashScorer(1))];
        var maker = new ListBlockMaker(models, new ListSettings(Order, n, candidates, excluded) { Shaping = shaping });
        var histories = Histories(random);
        int moved = 0, grown = 0;
        for (int first = 0; first < Users; first += 50)
        {
            int[] users = [.. Enumerable.Range(first, 50)];
            maker.Make(histories, users);
            for (int at = 0; at < 50; at++)
            {
                int[] order = InOrder(users[at], [.. histories.RowIndices(users[at]), .. excluded]);
                int[] list = maker.BlendOf(at).List.Items.ToArray();
                Assert.Equal(PlainShaper.Shape(shaping, order, n), list);
                Assert.Equal(list.Length, maker.RulesOf(at).Length);
                for (int row = 0; row < list.Length; row++)
                    Assert.Equal(order.Except(list[..row]).First() == list[row], maker.RulesOf(at)[row] is null);
                moved += list.AsSpan().SequenceEqual(order.AsSpan(0, list.Length)) ? 0 : 1;
                grown += list.Any(item => Array.IndexOf(order, item) >= candidates) ? 1 : 0;
            }
        }
        Assert.True(moved > Users / 2 && grown > 20, $"{moved} lists moved, {grown} beyond the candidates");
    }

    [Fact]
    public void Make_RulesOfRows_NameTheRuleThatMovedThem()
    {
        // Score = item: 9 8 7 …; odd items are of series 0, at most one; one item below 2 must be there.
        var shaping = new ListShaping
        {
            AtMost = [new CountRule("one odd", 1, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5], [0, 0, 0, 0, 0])],
            AtLeast = [new CountRule("a low one", 1, [0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2], [0, 0])],
        };
        ListModel[] models = [new("popularity", 0, () => new ItemScorer()), new("item", 1, () => new ItemScorer())];
        var maker = new ListBlockMaker(models, new ListSettings(new ListOrder([.. Enumerable.Range(1, 10)]), 5, 5, []) { Shaping = shaping });
        maker.Make(SparseMatrix.FromTriples(1, 10, [0], [9], [5f]), [0]);
        Assert.Equal([8, 7, 6, 4, 0], maker.BlendOf(0).List.Items.ToArray());
        Assert.Equal((string?[])[null, null, null, "one odd", "a low one"], maker.RulesOf(0).ToArray());
        maker.Make(SparseMatrix.FromTriples(1, 10, [0, 0], [7, 5], [5f, 5f]), [0]);
        Assert.Equal([9, 8, 6, 4, 0], maker.BlendOf(0).List.Items.ToArray());
        Assert.Equal((string?[])[null, null, null, null, "a low one"], maker.RulesOf(0).ToArray());
    }

    [Fact]
    public void Make_NoRuleThatBinds_IsTheListWithoutRules()
    {
        ListModel[] models = [new("popularity", 0.5, () => new HashScorer(0)), new("hash", 1, () => new HashScorer(1))];
        var settings = new ListSettings(Order, 10, 40, [1]);
        var (plain, shaped) = (new ListBlockMaker(models, settings), new ListBlockMaker(models, settings with { Shaping = new ListShaping() }));
        var histories = Histories(new Random(2));
        int[] users = [.. Enumerable.Range(0, 90)];
        plain.Make(histories, users);
        shaped.Make(histories, users);
        for (int at = 0; at < 90; at++)
        {
            Assert.Equal(plain.BlendOf(at).List.Items.ToArray(), shaped.BlendOf(at).List.Items.ToArray());
            Assert.Equal(plain.BlendOf(at).List.Scores.ToArray(), shaped.BlendOf(at).List.Scores.ToArray());
            Assert.All(shaped.RulesOf(at).ToArray(), Assert.Null);
        }
    }

    private static SparseMatrix Histories(Random random)
    {
        var cells = Enumerable.Range(0, Users).SelectMany(user => Enumerable.Range(0, 20).Select(_ => (user, item: random.Next(Items)))).Distinct().ToArray();
        return SparseMatrix.FromTriples(
            Users, Items, [.. cells.Select(cell => cell.user)], [.. cells.Select(cell => cell.item)], [.. cells.Select(_ => 5f)]);
    }

    private static int[] InOrder(int user, HashSet<int> hidden) => [.. Enumerable.Range(0, Items).Where(item => !hidden.Contains(item))
        .OrderByDescending(item => HashScorer.Score(1, user, item)).ThenBy(item => item)];

    private static CountRule Rule(string name, int count, Random random, Func<int, int> value, int several = 1)
    {
        var (offsets, values) = (new int[Items + 1], new List<int>());
        for (int item = 0; item < Items; item++)
        {
            values.AddRange(Enumerable.Range(0, random.Next(1, several + 1)).Select(_ => value(item)).Where(each => each >= 0).Distinct());
            offsets[item + 1] = values.Count;
        }
        return new CountRule(name, count, offsets, [.. values]);
    }

    // Small whole numbers, with many ties, that any z-score keeps apart.
    private sealed class HashScorer(int kind) : IHistoryScorer
    {
        public static int Score(int kind, int user, int item) => (int)((((uint)((user * 7919) + (item * 104729) + (kind * 31)) * 2654435761u) >> 16) % 500);

        public bool TryScore(History history, Span<float> scores)
        {
            for (int item = 0; item < scores.Length; item++)
                scores[item] = Score(kind, history.User, item);
            return true;
        }

        public void Explain(int item, Span<float> contributions) => contributions.Clear();
    }

    private sealed class ItemScorer : IHistoryScorer
    {
        public bool TryScore(History history, Span<float> scores)
        {
            for (int item = 0; item < scores.Length; item++)
                scores[item] = item;
            return true;
        }

        public void Explain(int item, Span<float> contributions) => contributions.Clear();
    }
}
