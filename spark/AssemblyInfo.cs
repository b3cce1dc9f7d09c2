using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("RecPipeline.Spark.Tests")]
[assembly: InternalsVisibleTo("RecPipeline.Spark.Benchmarks")]
