using RecPipeline.Formats.Hashing;
using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.EndToEnd.Tests;

/// <summary>What a reader of an output folder sees.</summary>
internal static class Tables
{
    /// <summary>Checks that every table that is visible is whole: its rows are those that its contract counted and hashed.</summary>
    /// <returns>How many tables are visible.</returns>
    public static int CheckVisible(ITableStore store, PipelineOptions options)
    {
        var catalog = new Catalog(store);
        var contracts = Pipeline.Stages.SelectMany(stage => stage.Outputs(options)).Select(catalog.FindContract).OfType<TableContract>().ToArray();
        Assert.All(contracts, contract => Check(catalog, contract));
        return contracts.Length;
    }

    private static void Check(Catalog catalog, TableContract contract)
    {
        var batches = catalog.Read(contract.Table).ToArray();
        Assert.Equal(contract.Rows, batches.Sum(batch => batch.RowCount));
        if (contract.Schema.Count > batches[0].Schema.Count)
            return; // a column of folder names is in no file, but in the hash
        var hasher = new TableHasher(batches[0].Schema);
        foreach (var batch in batches)
            hasher.Add(batch);
        Assert.Equal((contract.Table, contract.ContentHash), (contract.Table, hasher.Current.ToString()));
    }
}
