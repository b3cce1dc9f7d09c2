using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("RecPipeline.GpuWorker.Tests")]
[assembly: InternalsVisibleTo("RecPipeline.GpuWorker")]
