using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;

namespace RecPipeline.Jobs.Tables;

/// <summary>The store that belongs to an output: a folder of this machine, or a folder of a Hadoop file system.</summary>
internal static class Stores
{
    /// <exception cref="UsageException">A Hadoop address without the Spark engine, whose Hadoop is used.</exception>
    public static ITableStore Of(string output, SparkEngine? spark)
    {
        if (!Addresses.IsHadoop(output))
            return new LocalStore(Addresses.Local(output));
        return spark is null
            ? throw new UsageException($"The output '{output}' is on a Hadoop file system, which only the Spark engine reaches. "
                + "Add --engine spark, or name a folder of this machine.")
            : new HadoopStore(() => spark.Session, output);
    }
}
