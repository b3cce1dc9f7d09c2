namespace RecPipeline.GpuWorker.Configuration;

/// <summary>A network file, option or input that no retry will mend: exit code 2.</summary>
public sealed class ConfigurationException(string message, Exception? inner = null) : PipelineException(ExitCode.Usage, message, inner);
