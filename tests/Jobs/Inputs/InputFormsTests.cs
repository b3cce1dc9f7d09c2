using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Inputs;

/// <summary>Forms of input that are no delimited text: the tables are those of the csv with the same rows, and every row is accounted for.</summary>
public sealed class InputFormsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    private Catalog Catalog => new(_store);

    [Fact]
    public void The_Netflix_file_has_the_ratings_of_its_rows()
    {
        Clean(Case("45-netflix"), "auto");
        var contract = Catalog.Contract("ratings");
        Assert.Equal((840, "netflix"), ((int)contract.Rows, (string?)contract.Options["layout"]));
        Assert.Equal(840, (int)contract.Properties["row_account"]!["rows_in"]!);
        Assert.Equal(Users("00-base/ratings.csv"), Users("45-netflix"));
    }

    [Fact]
    public void A_Parquet_file_of_other_columns_is_refused_with_the_command_that_reads_it()
    {
        var error = Assert.Throws<UsageException>(() => Clean(Case("32-parquet"), "auto"));
        Assert.Contains("the columns 'user_index', 'item_index', 'rating', 'timestamp', which is no layout that is known", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("--layout table --set input.table.user=user_index --set input.table.item=item_index --set input.table.rating=rating --set input.table.timestamp=timestamp", error.Message, StringComparison.Ordinal);
        Clean(Case("32-parquet"), "table", new InputTableOptions { User = "user_index", Item = "item_index" }, options => options with { Clean = options.Clean with { MinId = 0 } });
        Assert.Equal(840, Catalog.Contract("ratings").Rows);
    }

    [Fact]
    public void Parquet_in_many_files_with_a_folder_as_column_has_the_tables_of_the_csv()
    {
        string csv = _folder.Write("in.csv", "user_id,item_id,rating,timestamp\n" + string.Concat(Rows().Select(row => $"{row.User},{row.Item},{row.Rating},{row.Time}\n")));
        foreach (var user in Rows().GroupBy(row => row.User))
            Write($"table/user_id={user.Key}/part-0.parquet", user, Int64(user, row => row.Item), Float32(user), Micros(user));
        var expected = Hashes(csv);
        Assert.Equal(expected, Hashes(string.Join(',', Rows().Select(row => row.User).Distinct().Select(user => _folder.At("table", $"user_id={user}")))));
    }

    [Theory]
    [InlineData("int32")]
    [InlineData("float64")]
    [InlineData("text")]
    [InlineData("date")]
    public void Parquet_columns_of_any_type_have_the_tables_of_the_csv(string type)
    {
        var rows = Rows().Select(row => type == "date" ? row with { Time = row.Time / 86_400 * 86_400 } : row).ToArray();
        string csv = _folder.Write("in.csv", "user_id,item_id,rating,timestamp\n" + string.Concat(rows.Select(row => $"{row.User},{row.Item},{row.Rating},{row.Time}\n")));
        Column item = type switch
        {
            "int32" => new Column<int>(DataType.Int32, rows.Select(row => (int)row.Item).ToArray()),
            "float64" => new Column<double>(DataType.Float64, rows.Select(row => (double)row.Item).ToArray()),
            "text" => StringColumns.Of([.. rows.Select(row => $"{row.Item}")]),
            _ => Int64(rows, row => row.Item),
        };
        Column time = type == "date" ? new Column<int>(DataType.Date32, rows.Select(row => (int)(row.Time / 86_400)).ToArray()) : Int64(rows, row => row.Time);
        Write("in.parquet", rows, item, Float32(rows), time, Int64(rows, row => row.User));
        Assert.Equal(Hashes(csv), Hashes(_folder.At("in.parquet")));
    }

    // Row numbers stand for lines, the record for its text.
    [Fact]
    public void Faults_in_Parquet_are_rejected_rows_with_their_row_number()
    {
        var schema = FieldList.Of(new("user_id", DataType.Utf8, true), new("item_id", DataType.Int64), new("rating", DataType.Float32), new("timestamp", DataType.Int64));
        var batch = new RecordBatch(
            schema, StringColumns.Of(["1", "a\nb", null, "2"]), new Column<long>(DataType.Int64, new long[] { 1, 2, 3, 4 }),
            new Column<float>(DataType.Float32, new[] { 4f, 4, 4, 9 }), new Column<long>(DataType.Int64, new long[] { 1_000_000_000, 1, 1_000_000_000, 1_000_000_000 }));
        Write("in.parquet", schema, batch);
        Clean(_folder.At("in.parquet"), "table");
        Assert.Equal(["2 columns: \"\"\"a␊b\"\",2,4,1\"", "3 number: ,3,4,1000000000", "4 scale: 2,4,9,1000000000"], Rejected());
    }

    [Fact]
    public void Parquet_without_a_column_or_of_a_wrong_type_is_refused_before_work_starts()
    {
        var schema = FieldList.Of(new("user_id", DataType.Boolean), new("rating", DataType.Float32), new("timestamp", DataType.Int64));
        Write("in.parquet", schema, RecordBatch.Empty(schema));
        var error = Assert.Throws<UsageException>(() => Clean(_folder.At("in.parquet"), "table"));
        Assert.Equal(
            $"Reading ratings from '{_folder.At("in.parquet")}': column 'user_id' is boolean, which holds no user id and there is no column 'item_id' (item id). Its columns are user_id (boolean), rating (float32), timestamp (int64)."
            + " Name the columns with --layout table --set input.table.user=… (item, rating, timestamp; timestamp empty for none).", error.Message);
    }

    [Fact]
    public void A_damaged_Parquet_file_is_refused_by_name()
    {
        var rows = Rows().ToArray();
        Write("in.parquet", rows, Int64(rows, row => row.Item), Float32(rows), Int64(rows, row => row.Time), Int64(rows, row => row.User));
        byte[] bytes = File.ReadAllBytes(_folder.At("in.parquet"));
        File.WriteAllBytes(_folder.At("in.parquet"), bytes[..^20]);
        string message = Assert.Throws<UsageException>(() => Clean(_folder.At("in.parquet"), "auto")).Message;
        Assert.StartsWith(_folder.At("in.parquet"), message, StringComparison.Ordinal);
        Assert.Contains("; expected ", message, StringComparison.Ordinal);
    }

    // Two of the lines are the same rating; the text of a rejected row is its line, not the record made of it.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Faults_in_JSON_lines_are_rejected_rows_with_their_line(int threads)
    {
        string file = _folder.Write("in.json", string.Join('\n',
            "{\"user_id\":1,\"item_id\":2,\"rating\":4,\"timestamp\":1000000000}", "", "{\"user_id\":1,", "{\"user_id\":1,\"item_id\":3,\"rating\":9,\"timestamp\":1000000000}\r",
            "{\"timestamp\":1e9,\"rating\":\"4.0\",\"user_id\":1.0,\"item_id\":\"2\"}", "{\"user_id\":1,\"item_id\":4,\"timestamp\":1000000000}", "{\"user_id\":2,\"item_id\":4,\"rating\":5,\"timestamp\":1000000000}"));
        Clean(file, "auto", change: options => options with { Threads = threads });
        Assert.Equal(
            ["2 blank: ", "3 columns: {\"user_id\":1,", "4 scale: {\"user_id\":1,\"item_id\":3,\"rating\":9,\"timestamp\":1000000000}",
             "5 duplicateExact: {\"timestamp\":1e9,\"rating\":\"4.0\",\"user_id\":1.0,\"item_id\":\"2\"}"],
            Rejected());
        var account = Catalog.Contract("ratings").Properties["row_account"]!;
        Assert.Equal((7, 2, 1), ((int)account["rows_in"]!, (int)account["kept"]!, (int)account["filtered"]!["nullRating"]!));
    }

    [Fact]
    public void The_key_has_the_layout_that_was_found_and_a_csv_keeps_the_key_it_had()
    {
        string csv = Case("00-base/ratings.csv");
        Clean(csv, "movielens");
        string named = Catalog.Contract("ratings").Key;
        Clean(csv, "auto");
        Assert.Equal(named, Catalog.Contract("ratings").Key);
        Assert.Equal(("movielens", null), ((string?)Catalog.Contract("ratings").Options["layout"], Catalog.Contract("ratings").Options["format"]));
    }

    public void Dispose() => _folder.Dispose();

    private static string Case(string name) => Repository.At(["tests", "golden", "cases", .. name.Split('/')]);

    private static IEnumerable<Row> Rows() => Enumerable.Range(0, 60).Select(at => new Row(1 + (at % 5), 1 + (at * 7 % 31), 0.5f * (1 + (at % 10)), 1_000_000_000 + (at * 86_400)));

    private static Column<long> Int64(IEnumerable<Row> rows, Func<Row, long> value) => new(DataType.Int64, rows.Select(value).ToArray());

    private static Column<float> Float32(IEnumerable<Row> rows) => new(DataType.Float32, rows.Select(row => row.Rating).ToArray());

    private static Column<long> Micros(IEnumerable<Row> rows) => new(DataType.TimestampMicros, rows.Select(row => (row.Time * 1_000_000) + 999_999).ToArray());

    private void Write(string name, IEnumerable<Row> rows, Column item, Column rating, Column time, Column? user = null)
    {
        var schema = FieldList.Of(new("timestamp", time.Type), new("rating", rating.Type), new("item_id", item.Type));
        var batch = new RecordBatch(schema, rows.Count(), time, rating, item);
        if (user is not null)
            (schema, batch) = (new FieldList([.. schema, new("user_id", user.Type)]), new RecordBatch(new FieldList([.. schema, new("user_id", user.Type)]), [.. batch.Columns, user]));
        Write(name, schema, batch);
    }

    private void Write(string name, FieldList schema, RecordBatch batch)
    {
        using var file = File.Create(_folder.Write(name, ""));
        using var writer = new ParquetWriter(file, schema);
        writer.Write(batch);
        writer.Close();
    }

    private SortedDictionary<string, string> Hashes(string ratings)
    {
        Clean(ratings, "auto");
        return SmallRun.Hashes(_store, SmallRun.Options((ratings, "")));
    }

    private long[] Users(string name)
    {
        Clean(Case(name), "auto");
        return Catalog.Load("users").Array<long>("user_id");
    }

    private IEnumerable<string> Rejected()
    {
        var rows = Catalog.Load("rejected");
        return Enumerable.Range(0, rows.Rows).Select(row => $"{rows.Array<long>("line")[row]} {rows.Strings("reason").Text(row)}: {rows.Strings("text").Text(row)}");
    }

    private void Clean(string ratings, string layout, InputTableOptions? table = null, Func<PipelineOptions, PipelineOptions>? change = null)
    {
        var options = SmallRun.Options((ratings, "")) with { Clean = new CleanOptions { TimeMax = 1_700_000_000, MaxRejectedShare = 1 } };
        options = options with { Input = options.Input with { Layout = layout, Table = table ?? new InputTableOptions() } };
        SmallRun.Execute(_store, change?.Invoke(options) ?? options, new StageSelection(Only: "clean"));
    }

    private sealed record Row(long User, long Item, float Rating, long Time);
}
