using RecPipeline.Foundation;

namespace RecPipeline.Jobs.Configuration;

/// <summary>
/// Everything that can be set, with defaults and ranges beside each field. The keys of <c>conf/pipeline.json</c> are these names in
/// camelCase.
/// </summary>
public sealed record PipelineOptions
{
    public InputOptions Input { get; init; } = new();

    [Doc("Folder of all tables and the report. {date} expands.")]
    public string Output { get; init; } = "out/ml-latest-small";

    [Doc("What runs the stages. Exact tables are the same on both."), OneOf("local", "spark")]
    public string Engine { get; init; } = "local";

    public SparkOptions Spark { get; init; } = new();

    [Doc("Seed of every random choice.")]
    public long Seed { get; init; } = 42;

    [Doc("Worker threads; 0 takes all cores. Never changes a result."), Between(0, 1024)]
    public int Threads { get; init; }

    [Doc(
        "A rating of at least this much counts as liked: for lists, the hand-off, and protocols and metrics that ask for likes. "
        + "4 is for five stars; a run that nobody's rating reaches is refused."), Between(-1e9, 1e9)]
    public double LikedThreshold { get; init; } = 4.0;

    public CleanOptions Clean { get; init; } = new();

    public ModelsOptions Models { get; init; } = new();

    public HandOffOptions HandOff { get; init; } = new();

    public TopNOptions TopN { get; init; } = new();

    public EvaluateOptions Evaluate { get; init; } = new();

    public GateOptions Gate { get; init; } = new();

    public PublishOptions Publish { get; init; } = new();

    public ReportOptions Report { get; init; } = new();

    /// <summary>Threads to use, at least 1.</summary>
    public int EffectiveThreads => Threads > 0 ? Threads : Environment.ProcessorCount;
}

public sealed record SparkOptions
{
    [Doc(
        "Where Spark runs: local[4], spark://host:7077, yarn, k8s://…; empty for local[*]. "
        + "Started by spark-submit, its own master counts.")]
    public string Master { get; init; } = "";

    [Doc("Further settings of Spark, such as spark.executor.memory; they go before spark-defaults.conf.")]
    public IReadOnlyDictionary<string, string> Conf { get; init; } = new Dictionary<string, string>();

    [Doc("Further options of spark-submit, word by word, such as --queue and its name. Not used when spark-submit started the program.")]
    public string[] SubmitOptions { get; init; } = [];

    [Doc("Folder of an unpacked Spark; empty looks at SPARK_HOME, the cache and ../shared/spark, and downloads one in the end.")]
    public string Home { get; init; } = "";

    [Doc("Accept a Spark of another version than the tested ones (3.5 and 4.3).")]
    public bool AllowUntested { get; init; }

    [Doc("Folder for checkpoints of long fits, which every executor can write; empty for one inside the output.")]
    public string CheckpointDir { get; init; } = "";

    [Doc(
        "Most bytes that are sent to every executor at a time: a matrix, 8 for each cell, or fitted models. "
        + "Similarity works on a larger matrix in tiles of two blocks of items; lists of larger models are made on the driver."),
        Between(1, 1e12)]
    public long MaxBroadcastBytes { get; init; } = 1L << 30;
}

public sealed record InputOptions
{
    [Doc(
        "The ratings: a file, a folder of files, a pattern such as day/*.csv, or several of these with commas; "
        + "read in order of their paths. {home} is the program's folder, {date} the run's date.")]
    public string Ratings { get; init; } = "{home}/data/ml-latest-small/ratings.csv";

    [Doc("The items file with titles and genres; empty for none.")]
    public string Items { get; init; } = "{home}/data/ml-latest-small/movies.csv";

    [Doc("A file that describes users, for features; empty for none.")]
    public string Users { get; init; } = "";

    public FeatureOptions Features { get; init; } = new();

    [Doc(
        "Layout of both files; table is described by input.table. auto recognises it by the first 64 KiB of every ratings file and says "
        + "what it took (docs/inputs.md)."),
        OneOf("auto", "movielens", "movielens-1m", "movielens-10m", "movielens-100k", "youtube", "netflix", "table")]
    public string Layout { get; init; } = "auto";

    [Doc(
        "Form of the ratings: csv (any delimited text), json (one object per line), parquet, "
        + "or on the Spark engine the name of any reader of Spark: orc, avro, delta, jdbc, table. "
        + "auto tells the first three by their first bytes (docs/inputs.md).")]
    public string Format { get; init; } = "auto";

    [Doc(
        "Options for Spark's reader of input.format, such as url and dbtable of jdbc. Values of passwords, "
        + "tokens and keys are written nowhere. Spark engine only.")]
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    [Doc("Largest size in bytes of one packed input once it is unpacked; a file that holds more is refused."), Between(1, 1e14)]
    public long MaxExpandedBytes { get; init; } = DefaultMaxExpandedBytes;

    [Doc("Longest line of an input in bytes; a longer one means that the file is no text."), Between(1 << 20, 1 << 30)]
    public int MaxLineBytes { get; init; } = 64 << 20;

    internal const long DefaultMaxExpandedBytes = 1L << 40;

    public InputTableOptions Table { get; init; } = new();
}

public sealed record InputTableOptions
{
    [Doc(
        "What separates fields: one character or more. \\t, \\001, \\x01 and \\u0001 are the characters with these names, "
        + "\\\\ is a backslash.")]
    public string Separator { get; init; } = ",";

    [Doc(
        "Fields may be quoted, as in csv, and then hold separators and line feeds. Off where quotes are part of the texts, "
        + "as in titles of tab files.")]
    public bool Quotes { get; init; } = true;

    [Doc("Encoding of the files; auto reads lines that are no UTF-8 as latin-1 and counts them."), OneOf("utf-8", "latin-1", "auto")]
    public string Encoding { get; init; } = "utf-8";

    [Doc("All columns of the ratings file in order, for a file without a header line. Empty: line 1 names them.")]
    public string[] Columns { get; init; } = [];

    [Doc("Column of the raw user id.")]
    public string User { get; init; } = "user_id";

    [Doc("Column of the raw item id.")]
    public string Item { get; init; } = "item_id";

    [Doc("Column of the rating or confidence. Empty for none: every row then counts 1 and feedback is implicit.")]
    public string Rating { get; init; } = "rating";

    [Doc("Column of the time. Empty for none: every row then has time 0.")]
    public string Timestamp { get; init; } = "timestamp";

    [Doc(
        "What times are, in every layout: seconds, milliseconds or microseconds since 1970, or iso for dates such as 2020-09-13, "
        + "2020-09-13 12:43:47 or 2020-09-13T12:43:47.5+02:00 (UTC where nothing else is said). Kept as whole seconds, rounded down."),
        OneOf("seconds", "milliseconds", "microseconds", "iso")]
    public string TimestampUnit { get; init; } = "seconds";

    [Doc("What stands before the decimals of a rating, in every layout."), OneOf(".", ",")]
    public string Decimal { get; init; } = ".";

    [Doc(
        "What an empty rating may also say, in every layout, such as -1 or NaN: rows with an empty rating or one of these, "
        + "as text or number, are dropped and counted as filtered (nullRating). One that is no number, such as \\N, "
        + "also stands for a missing time (filtered, nullTimestamp) or a missing id (a fault).")]
    public string[] NullValues { get; init; } = [];

    [Doc(
        "The rating column holds names of events, and each counts this much, such as view 1, purchase 5; "
        + "feedback is then implicit and duplicates are summed unless set otherwise. "
        + "Rows of other events are dropped and counted as filtered (event). Empty: the column holds numbers.")]
    public IReadOnlyDictionary<string, string> EventWeights { get; init; } = new Dictionary<string, string>();

    [Doc("All columns of the items file in order, for a file without a header line. Empty: line 1 names them.")]
    public string[] ItemColumns { get; init; } = [];

    [Doc("Column of the raw item id in the items file. Empty: named as in the ratings.")]
    public string ItemsItem { get; init; } = "";

    [Doc("All columns of the users file in order, for a file without a header line. Empty: line 1 names them.")]
    public string[] UserColumns { get; init; } = [];

    [Doc("Column of the raw user id in the users file. Empty: named as in the ratings.")]
    public string UsersUser { get; init; } = "";

    [Doc("Column of the title in the items file. Empty for none.")]
    public string Title { get; init; } = "title";

    [Doc("Column of the genres in the items file, separated by vertical bars. Empty for none.")]
    public string Genres { get; init; } = "";
}

public sealed record CleanOptions
{
    [Doc("Take items of the items file that nobody has rated into the catalogue, for topN.cold; no other list holds them.")]
    public bool UnratedItems { get; init; }

    [Doc(
        "Where the limits below come from that are not set: movielens has those of the table; generic has none but finite numbers; "
        + "auto is movielens for the layouts of MovieLens."), OneOf("auto", "movielens", "generic")]
    public string Profile { get; init; } = "auto";

    [Doc(
        "explicit: values are ratings on a scale; implicit: values are confidences above 0, such as watch time, "
        + "and every row counts as liked. Layout youtube is implicit."), OneOf("explicit", "implicit")]
    public string Feedback { get; init; } = "explicit";

    [Doc(
        "Of several rows of one user and item keep the latest, the one with the highest value, or the latest with the sum of all values. "
        + "Layout youtube sums."), OneOf("latest", "max", "sum")]
    public string Duplicates { get; init; } = "latest";

    [Doc(
        "What rows are that lose against another row of their user and item: rejected, faults that maxRejectedShare counts, or merged, "
        + "counted apart. Implied: merged with implicit feedback and where clean.duplicates is set, else rejected."),
        OneOf("rejected", "merged")]
    public string DuplicateRows { get; init; } = "rejected";

    [Doc(
        "Implicit feedback only: a confidence counts half after this many days, a quarter after twice as many; "
        + "the newest row counts whole. 0 for no decay."), Between(0, 1e6)]
    public double HalfLifeDays { get; init; }

    public IdTypeOptions IdType { get; init; } = new();

    [Doc("Lowest and highest rating that is kept."), Pair]
    public double[] RatingRange { get; init; } = [0.5, 5.0];

    [Doc("Ratings must be multiples of this; 0 takes any."), Between(0, 1e9)]
    public double RatingStep { get; init; } = 0.5;

    [Doc("Ratings times this are integers, for exact arithmetic."), Between(1, 1000)]
    public int RatingScale { get; init; } = 2;

    [Doc("Smallest valid user or item id; ids that are strings must not be blank, and blanks around them do not count.")]
    public long MinId { get; init; } = 1;

    [Doc("Earliest valid timestamp, seconds since 1970.")]
    public long TimeMin { get; init; } = 788_918_400;

    [Doc("Latest valid timestamp; 0 means one day after the run's date.")]
    public long TimeMax { get; init; }

    [Doc("Reject ratings of items that the items file does not name.")]
    public bool RequireKnownItem { get; init; } = true;

    [Doc("Fail the run when a larger share of rows is rejected."), Between(0, 1)]
    public double MaxRejectedShare { get; init; } = 0.01;

    [Doc("File of title roots, one per line: items with a word that begins so are dropped before training. Empty for none.")]
    public string StopList { get; init; } = "";

    [Doc("Drop users whose number of ratings is further from the mean than this many standard deviations; 0 keeps all."), Between(0, 1e6)]
    public double UserSigmas { get; init; }

    [Doc("Drop items with fewer ratings."), Between(0, 1e9)]
    public int MinItemRatings { get; init; }

    [Doc("Drop users with fewer ratings, after minItemRatings."), Between(0, 1e9)]
    public int MinUserRatings { get; init; }
}

public sealed record IdTypeOptions
{
    [Doc("Raw user ids: whole numbers without zeros in front, or strings in the order of their UTF-8 bytes. Never guessed."),
        OneOf("int64", "string")]
    public string User { get; init; } = "int64";

    [Doc("Raw item ids, likewise."), OneOf("int64", "string")]
    public string Item { get; init; } = "int64";
}

public sealed record HandOffOptions
{
    [Doc("liked: rows at or above likedThreshold; all: every rating."), OneOf("liked", "all")]
    public string InputRule { get; init; } = "liked";

    [Doc("Users per file."), Between(1, 100_000_000)]
    public int UsersPerPart { get; init; } = 500_000;
}

public sealed record TopNOptions
{
    [Doc("Rows of a user's list."), Between(1, 10_000)]
    public int N { get; init; } = 10;

    [Doc("Candidates that each model brings into the blend."), Between(1, 100_000)]
    public int Candidates { get; init; } = 200;

    public BlendOptions Blend { get; init; } = new();

    [Doc("History items named as reasons of a recommendation."), Between(0, 10)]
    public int Reasons { get; init; } = 3;

    [Doc("File of raw item ids, one per line, that nobody gets. Empty for none.")]
    public string Deny { get; init; } = "";

    [Doc("File of raw item ids, one per line: only these are recommended. Empty for all.")]
    public string Allow { get; init; } = "";

    [Doc("File of lines user_id,item_id: items that these users do not get. Empty for none.")]
    public string Block { get; init; } = "";

    [Doc("JSON file of rules of lists: deny, allow, windows, at most and at least so many of a value (docs/shaping.md). Empty for none.")]
    public string Rules { get; init; } = "";

    [Doc(
        "Day for which lists are made, YYYY-MM-DD, against windows of rules; {date} is the run's. "
        + "Read only where rules or topN.explore are set.")]
    public string Date { get; init; } = "{date}";

    [Doc("Last rows of a list that are drawn, by day and user, among rarely rated items (docs/shaping.md)."), Between(0, 1000)]
    public int Explore { get; init; }

    [Doc("Most ratings of an item that topN.explore draws."), Between(1, int.MaxValue)]
    public int ExploreRatings { get; init; } = 5;

    [Doc(
        "Last rows of a list for items that nobody has rated, by the model content, behind those of topN.explore. "
        + "Needs clean.unratedItems=true and models.content.enabled=true."), Between(0, 1000)]
    public int Cold { get; init; }

    [Doc("Weight of unlikeness to the rows above against the score (MMR; lambda is 1 less this), by topN.alikeBy; 0 for the score alone."),
        Between(0, 0.99)]
    public double Diversity { get; init; }

    [Doc("Weight of the mix of topN.alikeBy that the user has liked against the score (calibration, Steck 2018); 0 for the score alone."),
        Between(0, 0.99)]
    public double Calibration { get; init; }

    [Doc("Feature by which topN.diversity and topN.calibration compare items: genres, or a column of input.features.items.")]
    public string AlikeBy { get; init; } = "genres";

    [Doc("Best candidates of the blend among which topN.diversity and topN.calibration choose."), Between(1, 100_000)]
    public int Pool { get; init; } = 100;

    /// <summary>Whether lists follow rules, so that each row says which one moved it.</summary>
    internal bool IsShaped => Rules.Length > 0 || Explore > 0 || Cold > 0 || Diversity > 0 || Calibration > 0;

    /// <summary>The day, where lists depend on it.</summary>
    internal string Dated => IsShaped ? Date : "";
}

public sealed record BlendOptions
{
    [Doc(
        "Choose the weights of all models on the validation users of strong_liked instead, one after the other until none gets better; "
        + "the choice is in the contracts of recommendations and metrics.")]
    public bool Choose { get; init; }
}

public sealed record EvaluateOptions
{
    [Doc("Protocols to run, by name."), OneOf("hash_10", "hash_20", "temporal20", "loo_last", "loo_last_ge4", "loo_hash", "strong_liked",
        "strong_all", "liang", "global_time", "rolling")]
    public string[] Protocols { get; init; } = ["hash_20", "loo_last", "strong_liked"];

    [Doc("Folds of each protocol that has several."), Between(1, 5)]
    public int Folds { get; init; } = 1;

    [Doc(
        "Protocol liang: test users, and as many validation users; 0 for a tenth of the users, at most 10000. "
        + "The paper has 500 on MovieLens 1M."), Between(0, 10_000_000)]
    public int LiangUsers { get; init; }

    [Doc("List lengths at which metrics are taken.")]
    public int[] Cutoffs { get; init; } = [10, 20, 50, 100];

    [Doc("Bootstrap resamples behind the 95 % intervals."), Between(100, 100_000)]
    public int Resamples { get; init; } = 1000;

    [Doc(
        "Most test users per protocol and fold whose lists are measured, drawn by hash of seed and raw id; "
        + "the interval is over those drawn. 0 takes all. Rating errors are cheap and take all."), Between(0, int.MaxValue)]
    public int MaxUsers { get; init; } = 20_000;

    /// <summary>Slices that do not name a feature.</summary>
    public static IReadOnlyList<string> OwnSlices { get; } = ["history", "popularity"];

    [Doc(
        "Take the headline metric of lists apart, too: by the length of histories (history), by hidden items of the most popular fifth and "
        + "beyond it (popularity), by hidden items of each category of a feature (such as genres; its 30 largest). Empty for none.")]
    public string[] Slices { get; init; } = ["history", "popularity"];
}

public sealed record GateOptions
{
    [Doc("Largest share by which a metric may fall below the last published run."), Between(0, 1)]
    public double MaxDrop { get; init; } = 0.1;

    [Doc(
        "Metrics to compare, as protocol/model/metric@cutoff. Where none are set and evaluate.protocols or evaluate.cutoffs are: "
        + "the headline of each protocol with lists.")]
    public string[] Metrics { get; init; } = ["strong_liked/blend/NDCG@100", "loo_last/blend/HitRate@10"];
}

public sealed record PublishOptions
{
    [Doc("Also write published/recommendations as JSON lines.")]
    public bool JsonLines { get; init; }

    [Doc("Model whose vectors of items and users are published as item_vectors and user_vectors, such as als; empty for none.")]
    public string Vectors { get; init; } = "";

    [Doc("Also write an index of the item vectors for approximate nearest neighbours, published/item_vectors/items.usearch (USearch).")]
    public bool VectorIndex { get; init; }

    [Doc("Most similar users of each user in published/similar_users, compared as models.user-knn says; 0 writes none.")]
    [Between(0, 10_000)]
    public int SimilarUsers { get; init; }
}

public sealed record ReportOptions
{
    [Doc("Users shown with history and list."), Between(0, 100)]
    public int SampleUsers { get; init; } = 5;
}
