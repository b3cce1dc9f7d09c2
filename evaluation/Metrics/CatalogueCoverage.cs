namespace RecPipeline.Evaluation;

/// <summary>Share of the catalogue that at least one list holds.</summary>
public sealed class CatalogueCoverage : ICatalogueMetric
{
    public string Name => "CatalogueCoverage";

    public string Definition => "distinct items in all lists / items of the catalogue";

    public double Value(ReadOnlySpan<int> timesListed)
    {
        int listed = timesListed.Length - timesListed.Count(0);
        return timesListed.IsEmpty ? double.NaN : (double)listed / timesListed.Length;
    }
}
