using System.Text.Json;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Evaluation.Tests;

/// <summary>The tiny case of metrics.json: 7 users, catalogue of 26. Item index = place in the catalogue, user number = place among the users.</summary>
internal sealed class GoldenCase
{
    private readonly JsonElement _root = JsonDocument.Parse(File.ReadAllText(TestFolders.Golden("metrics.json"))).RootElement;
    private readonly int[] _catalogue;

    public GoldenCase()
    {
        _catalogue = [.. _root.GetProperty("catalogue").EnumerateArray().Select(x => x.GetInt32())];
        Users = [.. Rows("heldOut").Select(row => (int)row[0]!.Value)];
        var train = Rows("train");
        Train = SparseMatrix.FromTriples(_catalogue.Length, Users.Length,
            Column(train, row => Item(row[1])), Column(train, row => User(row[0])), [.. train.Select(row => (float)row[2]!.Value)]);
        Catalogue = new TrainingCatalogue(Train);
    }

    public int[] Users { get; }

    public SparseMatrix Train { get; }

    public TrainingCatalogue Catalogue { get; }

    public JsonElement Expected => _root.GetProperty("expected");

    public int Item(double? id) => Array.IndexOf(_catalogue, (int)id!.Value);

    public int User(double? id) => Array.IndexOf(Users, (int)id!.Value);

    public double?[][] Rows(string name) =>
        [.. _root.GetProperty(name).EnumerateArray().Select(row => row.EnumerateArray().Select(Number).ToArray())];

    public int[] Items(int user) => [.. OfUser("lists", user).OrderBy(row => row[1]).Select(row => Item(row[2]))];

    public float[] Scores(int user) => [.. OfUser("lists", user).OrderBy(row => row[1]).Select(row => (float)row[3]!.Value)];

    public int[] Relevant(int user) => [.. OfUser("relevant", user).Select(row => Item(row[1])).Order()];

    /// <summary>The held-out item with its true (2) or predicted (3) rating.</summary>
    public (int Item, float Rating) HeldOut(int user, int column = 2) =>
        OfUser("heldOut", user).Select(row => (Item(row[1]), (float)row[column]!.Value)).Single();

    private IEnumerable<double?[]> OfUser(string name, int user) => Rows(name).Where(row => User(row[0]) == user);

    private static double? Number(JsonElement x) => x.ValueKind == JsonValueKind.Null ? null : x.GetDouble();

    private static int[] Column(double?[][] rows, Func<double?[], int> value) => [.. rows.Select(value)];
}
