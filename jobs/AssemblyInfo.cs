using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("RecPipeline.Jobs.Tests")]
[assembly: InternalsVisibleTo("RecPipeline.EndToEnd.Tests")]
