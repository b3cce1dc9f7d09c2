using System.Text.Json.Nodes;

namespace RecPipeline.Jobs.Running;

/// <content>What a stage warns of.</content>
public sealed partial class StageContext
{
    /// <summary>The name under which contracts keep the warnings of their stage.</summary>
    public const string WarningsProperty = "warnings";

    /// <summary>
    /// Says in the log, in run.json and in the report that something is odd, though the stage goes on. It stays in the contracts as long as
    /// the stage's tables do.
    /// </summary>
    public void Warn(string warning)
    {
        if (Properties[WarningsProperty] is not JsonArray warnings)
            Properties[WarningsProperty] = warnings = [];
        if (warnings.Any(each => (string?)each == warning))
            return;
        Log.Warning("{Stage}: {Message}", Stage, warning);
        warnings.Add(warning);
    }
}
