using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("RecPipeline.Evaluation.Tests")]
