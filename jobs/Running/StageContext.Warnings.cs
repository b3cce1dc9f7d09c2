using System.Text.Json.Nodes;

namespace RecPipeline.Jobs.Running;

/// <content>What a person should know although the run goes on.</content>
public sealed partial class StageContext
{
    /// <summary>The property of contracts that holds warnings.</summary>
    public const string WarningsProperty = "warnings";

    /// <summary>Logs a warning and keeps it in the contracts of this stage, from where <c>run.json</c> and the report have it, also when the stage is up to date.</summary>
    public void Warn(string message)
    {
        Log.Warning("{Stage}: {Message}", Stage, message);
        if (Properties[WarningsProperty] is JsonArray warnings)
            warnings.Add(message);
        else
            Properties[WarningsProperty] = new JsonArray(message);
    }
}
