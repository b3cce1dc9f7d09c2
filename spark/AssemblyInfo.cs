using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("RecPipeline.Spark.Tests")]
