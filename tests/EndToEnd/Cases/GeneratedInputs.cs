using System.Globalization;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.Cases;

/// <summary>The kinds of fault that used to pass in silence, made anew from a seed.</summary>
public enum SilentKind
{
    /// <summary>Ratings that mean "not rated".</summary>
    Markers,

    /// <summary>Times in other units and as texts.</summary>
    Times,

    /// <summary>Rows that are merged as asked.</summary>
    Merged,

    /// <summary>Ids with zeros in front, with fractions, as texts with blanks.</summary>
    Ids,

    /// <summary>Line feeds, quotes and whole rows inside quotes.</summary>
    Quotes,

    /// <summary>Items files of which some rows cannot be read.</summary>
    Items,

    /// <summary>Folders with parts of any depth, empty ones and such that are none.</summary>
    Folders,
}

/// <summary>A generated input beside the clean file whose rows it holds.</summary>
/// <param name="Clean">The same rows in a file without any fault.</param>
internal sealed record GeneratedInput(AwkwardInput Clean, AwkwardInput Awkward)
{
    private static readonly string[] Texts = ["", "plain", "two\nlines", "said \"no\" twice", "1,2,3.0,1500000000\n7,1003,4.0,1500000001\n", ",;|\t::", "\n\n\n", "\"", "ends with CR\r\n"];

    /// <summary>Writes both files below a folder.</summary>
    public static GeneratedInput Of(SilentKind kind, int seed, TemporaryFolder folder)
    {
        var random = new Random(seed);
        var table = new GeneratedTable(random);
        string clean = folder.Write("clean.csv", table.Csv);
        var made = kind switch
        {
            SilentKind.Markers => Markers(random, table),
            SilentKind.Times => Times(random, table),
            SilentKind.Merged => Merged(random, table),
            SilentKind.Ids => Ids(random, table),
            SilentKind.Quotes => Quotes(random, table),
            SilentKind.Items => Items(random, table, folder),
            _ => Folders(random, table, folder),
        };
        string file = made.Files(folder);
        string[] cleanSettings = [.. made.Settings.Where(setting => setting.StartsWith("clean.", StringComparison.Ordinal)), "clean.maxRejectedShare=1"];
        return new GeneratedInput(
            Input("clean", clean, cleanSettings, "none"),
            Input($"{kind} {seed}", file, [.. made.Settings, "clean.maxRejectedShare=1"], made.ItemsFile) with { Rows = made.Rows });
    }

    private static AwkwardInput Input(string name, string file, IEnumerable<string> settings, string items) =>
        new(name, ["--layout", "table", "--ratings", file, "--items", items, .. settings.SelectMany(setting => new[] { "--set", setting })]);

    private static Made Markers(Random random, GeneratedTable table)
    {
        var form = new FileForm(random);
        string[] markers = ["-1", "-1.0", "", "NA", " -1 "];
        var extra = Enumerable.Range(0, random.Next(1, 30)).Select(i => new[] { $"{900 + i}", "1000", markers[random.Next(markers.Length)], "1500000000" }).ToArray();
        return Made.OneFile(random, form, table.Rows.Select(row => row.Fields), extra, "remark") with
        {
            Settings = [.. form.Settings, "input.table.nullValues=[\"-1\",\"NA\",\"\"]"], Rows = new(table.Rows.Count, Filtered: extra.Length),
        };
    }

    private static Made Times(Random random, GeneratedTable table)
    {
        var form = new FileForm(random, separator: ";");
        string unit = new[] { "milliseconds", "microseconds", "iso", "seconds" }[random.Next(4)];
        string Time(long seconds) => unit switch
        {
            "milliseconds" => $"{seconds}{random.Next(1000):000}",
            "microseconds" => $"{seconds}{random.Next(1_000_000):000000}",
            "iso" => Iso(random, seconds),
            _ => random.Next(2) == 0 ? $"{seconds}" : $"{seconds}.0",
        };
        return Made.OneFile(random, form, table.Rows.Select(row => new[] { row.Fields[0], row.Fields[1], row.Fields[2], Time(row.Timestamp) }), [], "") with
        {
            Settings = [.. form.Settings, $"input.table.timestampUnit={unit}"], Rows = new(table.Rows.Count),
        };
    }

    private static string Iso(Random random, long seconds)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        string form = new[] { "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:ss.123Z", "yyyy-MM-ddTHH:mm:sszzz" }[random.Next(4)];
        var shown = form.EndsWith("zzz", StringComparison.Ordinal) ? time.ToOffset(TimeSpan.FromHours(random.Next(-11, 12))) : time;
        return shown.ToString(form.Replace("T", "'T'", StringComparison.Ordinal).Replace("Z", "'Z'", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    // Every copy is older and lower than its row, so the row stays by either rule.
    private static Made Merged(Random random, GeneratedTable table)
    {
        var form = new FileForm(random);
        var extra = Enumerable.Range(0, random.Next(1, 150)).Select(_ => table.Rows[random.Next(table.Rows.Count)])
            .Select(row => (row with { Rating = 0.5, Timestamp = row.Timestamp - 1 - random.Next(1000) }).Fields).ToArray();
        return Made.OneFile(random, form, table.Rows.Select(row => row.Fields), extra, "") with
        {
            Settings = [.. form.Settings, "clean.feedback=implicit", $"clean.duplicates={(random.Next(2) == 0 ? "max" : "latest")}"],
            Rows = new(table.Rows.Count, Merged: extra.Length),
        };
    }

    private static Made Ids(Random random, GeneratedTable table)
    {
        var form = new FileForm(random, separator: ";");
        bool texts = random.Next(2) == 0;
        string[][] faults = texts ? [["", "1000", "3", "1500000000"], [" ", "1000", "3", "1500000000"]] : [["007", "1000", "3", "1500000000"], ["7", "1000.0", "3", "1500000000"], ["7", "1e3", "3", "1500000000"], ["7", "", "3", "1500000000"]];
        string Blank(string id) => texts ? new string(' ', random.Next(3)) + id + new string(' ', random.Next(2)) : id;
        return Made.OneFile(random, form, table.Rows.Select(row => new[] { Blank(row.Fields[0]), Blank(row.Fields[1]), row.Fields[2], row.Fields[3] }), faults, "") with
        {
            Settings = [.. form.Settings, .. texts ? ["clean.idType.user=string", "clean.idType.item=string"] : Array.Empty<string>()],
            Rows = new(table.Rows.Count, Rejected: faults.Length),
        };
    }

    private static Made Quotes(Random random, GeneratedTable table)
    {
        var form = new FileForm(random);
        string[][] faults = [["7", "x", "3", "1500000000"], ["7", "1000", "three", "1500000000"]];
        return Made.OneFile(random, form, table.Rows.Select(row => row.Fields), faults, null) with
        {
            Settings = [.. form.Settings], Rows = new(table.Rows.Count, Rejected: faults.Length),
        };
    }

    private static Made Items(Random random, GeneratedTable table, TemporaryFolder folder)
    {
        var form = new FileForm(random, separator: ",");
        var lines = table.Rows.Select(row => row.Item).Distinct().Order().Select(item => $"{item},\"Film \"\"{item}\"\",\n{random.Next(1950, 2020)}\"").ToList();
        foreach (string fault in new[] { "x,No number", "1000", ",,,", "" })
            lines.Insert(random.Next(lines.Count), fault);
        return Made.OneFile(random, form, table.Rows.Select(row => row.Fields), [], "") with
        {
            Settings = [.. form.Settings, "clean.requireKnownItem=true"], Rows = new(table.Rows.Count),
            ItemsFile = folder.Write("items.csv", string.Join('\n', lines.Prepend("item_id,title"))),
        };
    }

    private static Made Folders(Random random, GeneratedTable table, TemporaryFolder folder)
    {
        var form = new FileForm(random);
        int parts = random.Next(2, 6);
        for (int part = 0; part < parts; part++)
        {
            string path = folder.Write($"day/{(random.Next(2) == 0 ? $"dt=2020-01-0{part + 1}/" : "")}{(random.Next(3) == 0 ? "deep er/" : "")}part-{part}.csv", "");
            var own = table.Rows.Where((_, row) => row % parts == part).Select(row => form.Record(row.Fields, "x"));
            File.WriteAllBytes(path, form.Bytes(own.Prepend(form.Header)));
        }
        foreach (string name in new[] { "_SUCCESS", ".part-0.csv.crc", "_temporary/0/part-9.csv", "dt=2020-01-09/.hidden.csv" })
            folder.Write($"day/{name}", "7,1000,3,1500000000\ngarbage\0\u0001");
        folder.Write("day/dt=2020-01-08/part-8.csv", "");
        return new Made(_ => folder.At("day")) { Settings = [.. form.Settings], Rows = new(table.Rows.Count) };
    }

    private sealed record Made(Func<TemporaryFolder, string> Files)
    {
        public string[] Settings { get; init; } = [];

        public RowCounts? Rows { get; init; }

        public string ItemsFile { get; init; } = "none";

        // Faults lie anywhere between the rows; the remark is drawn for every row where none is given.
        public static Made OneFile(Random random, FileForm form, IEnumerable<string[]> rows, string[][] more, string? remark)
        {
            var all = rows.ToList();
            foreach (var row in more)
                all.Insert(random.Next(all.Count), row);
            byte[] bytes = form.Bytes(all.Select(row => form.Record(row, remark ?? Texts[random.Next(Texts.Length)])).Prepend(form.Header));
            return new Made(folder =>
            {
                string path = folder.Write("awkward.csv", "");
                File.WriteAllBytes(path, bytes);
                return path;
            });
        }
    }
}
