using Xunit;

namespace RecPipeline.Tests.Support;

/// <summary>A test that needs a folder of ../shared; skipped, with the reason, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string folder)
    {
        Folder = folder;
        if (Repository.Shared(folder) is null)
            Skip = $"There is no folder shared/{folder} beside the repository.";
    }

    public string Folder { get; }
}
