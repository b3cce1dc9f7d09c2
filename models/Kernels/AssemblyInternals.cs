using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("RecPipeline.Models.Tests")]
