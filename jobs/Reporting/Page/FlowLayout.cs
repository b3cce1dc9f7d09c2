namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>A place in the drawing: a stage's box, or a point (height 0) through which a long arrow passes a column.</summary>
internal sealed class FlowNode(StageFacts? stage, int column, double height)
{
    public StageFacts? Stage => stage;

    public int Column => column;

    public double Height => height;

    /// <summary>Top edge.</summary>
    public double Y { get; set; }

    public double Middle => Y + height / 2;
}

/// <summary>Puts stages into columns from left to right and orders each column so that arrows cross little.</summary>
/// <remarks>
/// The layered drawing of Sugiyama, Tagawa and Toda (1981), with one sweep: columns by longest way, long arrows broken by points, order
/// by the
/// mean place of the nodes to the left. Example: clean; split, als; evaluate, top-n stand in three columns.
/// </remarks>
internal sealed class FlowLayout
{
    private const double Gap = 16;
    private readonly IReadOnlyList<StageFacts> _stages;

    public FlowLayout(IReadOnlyList<StageFacts> stages, Func<StageFacts, double> heightOf)
    {
        _stages = stages;
        bool[,] arrows = Reduced(Arrows(stages));
        int[] columns = LongestWays(arrows);
        var boxes = stages.Select((stage, i) => new FlowNode(stage, columns[i], heightOf(stage))).ToArray();
        Columns = [.. Enumerable.Range(0, columns.DefaultIfEmpty(-1).Max() + 1)
            .Select(column => boxes.Where(box => box.Column == column).ToList())];
        Ways = [.. Pairs(arrows).Select(pair => Way(boxes[pair.From], boxes[pair.To]))];
        Order();
        Height = Columns.Select(HeightOf).DefaultIfEmpty(0).Max();
        foreach (var column in Columns)
            Stack(column);
    }

    public List<List<FlowNode>> Columns { get; }

    /// <summary>Each arrow as the nodes it leads through, the boxes at its ends included.</summary>
    public IReadOnlyList<IReadOnlyList<FlowNode>> Ways { get; }

    public double Height { get; }

    private IEnumerable<(int From, int To)> Pairs(bool[,] arrows) =>
        from a in Enumerable.Range(0, _stages.Count) from b in Enumerable.Range(0, _stages.Count) where arrows[a, b] select (a, b);

    // A stage feeds a later one that reads what it writes.
    private static bool[,] Arrows(IReadOnlyList<StageFacts> stages)
    {
        var arrows = new bool[stages.Count, stages.Count];
        for (int a = 0; a < stages.Count; a++)
            for (int b = a + 1; b < stages.Count; b++)
                arrows[a, b] = stages[b].Reads.Any(
                    read => stages[a].Writes.Any(write => write == read || write.StartsWith(read + "/", StringComparison.Ordinal)));
        return arrows;
    }

    // Leaves out an arrow where a longer way leads to the same stage.
    private static bool[,] Reduced(bool[,] arrows)
    {
        int count = arrows.GetLength(0);
        var reaches = (bool[,])arrows.Clone();
        for (int middle = 0; middle < count; middle++)
            for (int a = 0; a < middle; a++)
                for (int b = middle + 1; b < count; b++)
                    reaches[a, b] |= reaches[a, middle] && reaches[middle, b];
        var reduced = (bool[,])arrows.Clone();
        for (int a = 0; a < count; a++)
            for (int b = a + 1; b < count; b++)
                reduced[a, b] &= !Enumerable.Range(a + 1, b - a - 1).Any(middle => reaches[a, middle] && reaches[middle, b]);
        return reduced;
    }

    private static int[] LongestWays(bool[,] arrows)
    {
        var columns = new int[arrows.GetLength(0)];
        for (int b = 0; b < columns.Length; b++)
            for (int a = 0; a < b; a++)
                if (arrows[a, b])
                    columns[b] = Math.Max(columns[b], columns[a] + 1);
        return columns;
    }

    private List<FlowNode> Way(FlowNode from, FlowNode to)
    {
        var way = new List<FlowNode> { from };
        for (int column = from.Column + 1; column < to.Column; column++)
        {
            way.Add(new FlowNode(stage: null, column, height: 0));
            Columns[column].Add(way[^1]);
        }
        way.Add(to);
        return way;
    }

    private void Order()
    {
        for (int c = 1; c < Columns.Count; c++)
        {
            var place = Columns[c - 1].Select((node, i) => (node, i)).ToDictionary(pair => pair.node, pair => (double)pair.i);
            Columns[c] = [.. Columns[c].OrderBy(node => Before(node).Select(each => place[each]).DefaultIfEmpty(0).Average())];
        }
    }

    private IEnumerable<FlowNode> Before(FlowNode node) =>
        Ways.SelectMany(way => Enumerable.Range(1, way.Count - 1).Where(i => way[i] == node).Select(i => way[i - 1]));

    private static double HeightOf(List<FlowNode> column) => column.Sum(node => node.Height) + Gap * (column.Count - 1);

    private void Stack(List<FlowNode> column)
    {
        double y = (Height - HeightOf(column)) / 2;
        foreach (var node in column)
        {
            node.Y = y;
            y += node.Height + Gap;
        }
    }
}
