using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("RecPipeline.Formats.Tests")]
