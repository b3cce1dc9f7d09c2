namespace RecPipeline.Ratings.Layouts;

/// <summary>What a ratings file is before it is records. Forms that are no
/// delimited text are made into it by <c>ratings/Records</c>.</summary>
public enum RatingsForm
{
    /// <summary>Fields between separators, one record per line.</summary>
    Delimited,

    /// <summary>One JSON object per line.</summary>
    JsonLines,

    /// <summary>Lines <c>itemid:</c>, each with lines <c>user,rating,date</c> below it.</summary>
    Netflix,

    /// <summary>A Parquet file.</summary>
    Parquet,

    /// <summary>A table that Spark reads by a reader of its own.</summary>
    SparkTable,
}
