namespace RecPipeline.Formats.Records;

/// <summary>What a field of a rating is.</summary>
public enum RatingRole
{
    User,
    Item,
    Rating,
    Time,
}
