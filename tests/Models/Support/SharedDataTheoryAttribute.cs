using RecPipeline.Tests.Support;

namespace RecPipeline.Models.Tests.Support;

/// <summary>A test that needs a data set under ../shared/data; skipped, with the reason, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute(string folder)
    {
        Folder = folder;
        if (Repository.Shared(folder) is null)
            Skip = $"There is no folder shared/{folder} beside the repository.";
    }

    public string Folder { get; }
}
