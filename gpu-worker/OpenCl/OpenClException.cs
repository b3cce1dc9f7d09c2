namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>The driver refused a call.</summary>
/// <param name="call">The function, and what it was to do.</param>
/// <param name="code">OpenCL's number, below 0.</param>
/// <param name="device">The device's name.</param>
internal sealed class OpenClException(string call, int code, string device)
    : PipelineException(ExitCode.Failed, $"OpenCL {call} returned {Name(code)} ({code}) on '{device}'. {Advice(code)}")
{
    private static string Name(int code) => code switch
    {
        -1 => "CL_DEVICE_NOT_FOUND", -2 => "CL_DEVICE_NOT_AVAILABLE", -4 => "CL_MEM_OBJECT_ALLOCATION_FAILURE", -5 => "CL_OUT_OF_RESOURCES",
        -6 => "CL_OUT_OF_HOST_MEMORY", -14 => "CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST", -11 => "CL_BUILD_PROGRAM_FAILURE",
        -36 => "CL_INVALID_COMMAND_QUEUE", -61 => "CL_INVALID_BUFFER_SIZE", _ => "an error",
    };

    private static string Advice(int code) => code switch
    {
        -4 or -5 or -6 or -61 => "Lower BatchSize (-b), or use --device cpu.",
        -2 or -14 or -36 =>
            "The device was lost: run the same command again, it goes on from the last checkpoint; --device cpu works without it.",
        _ => "Update the driver, or use --device cpu.",
    };
}
