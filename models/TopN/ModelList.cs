namespace RecPipeline.Models.TopN;

/// <summary>One model's list for one user.</summary>
public sealed class ModelList(string name, int capacity)
{
    /// <summary>Source of rows that the fallback made.</summary>
    public const string Fallback = "popularity";

    /// <summary>Name of the blended list.</summary>
    public const string BlendName = "blend";

    public string Name => name;

    public CandidateList List { get; } = new(capacity);

    /// <summary>False when the model could use nothing of the history; the list is then the popularity list.</summary>
    public bool IsOwn { get; internal set; }

    /// <summary>What made the rows, as the column <c>source</c> says.</summary>
    public string Source => IsOwn ? name : Fallback;
}
