using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("RecPipeline.Udfs.Tests")]
