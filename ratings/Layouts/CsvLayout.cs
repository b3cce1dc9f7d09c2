using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Layouts;

/// <summary>A data set's file forms: its ratings and, when it has them, its items and users.</summary>
public sealed record CsvLayout(string Name, CsvTable Ratings, RatingNames RatingNames, CsvTable Items, ItemNames ItemNames)
{
    public IdType UserIds { get; init; }

    /// <summary>The same in both files.</summary>
    public IdType ItemIds { get; init; }

    /// <summary>The file that describes users; a csv with a header where the data set says nothing else.</summary>
    public CsvTable Users { get; init; } = new(CsvFormat.Of(",", hasHeader: true, quotes: true));

    /// <summary>Column of the raw user id in that file.</summary>
    public string UsersUser { get; init; } = RatingNames.User;

    /// <summary>Columns of the users file that are features by themselves, with their kind where it is no text:
    /// <c>age:number</c>.</summary>
    public IReadOnlyList<string> UserFeatures { get; init; } = [];

    /// <summary>A longer record means that the file is no text; it also bounds the memory. At least 1 MiB.</summary>
    public int MaxRecordBytes { get; init; } = RecordText.MaxBytes;

    /// <summary>What the fields of a ratings row may say.</summary>
    public RatingForms Forms { get; init; } = RatingForms.Plain;

    /// <summary>Columns that folders of the file's path name, such as dt=2024-01-01;
    /// the columns of the file itself go before them.</summary>
    public IReadOnlyDictionary<string, string?> Folders { get; init; } = new Dictionary<string, string?>();

    /// <summary>What the ratings file is; its records are delimited text or are made into it.</summary>
    public RatingsForm Form { get; init; }

    /// <summary>The layout of the ratings as records: itself for delimited text, else commas, no header, and only the columns wanted,
    /// in order.</summary>
    public CsvLayout Records => Form == RatingsForm.Delimited ? this : this with
    {
        Ratings = new CsvTable(CsvFormat.Of(",", hasHeader: false, quotes: true), RatingNames.Columns),
        Form = RatingsForm.Delimited,
    };
}
