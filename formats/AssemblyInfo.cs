using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("RecPipeline.Parquet")]
[assembly: InternalsVisibleTo("RecPipeline.Formats.Tests")]
