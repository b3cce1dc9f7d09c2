using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests;

/// <summary>Every model's state with every kernel. A process chooses its kernel once, so the assemblies are loaded a second time for each
/// other one.</summary>
public sealed class ModelKernelTests
{
    public static TheoryData<string> Others =>
        [.. KernelChoice.Supported.Where(variant => variant != KernelChoice.Chosen).Select(variant => variant.ToString())];

    [Theory]
    [MemberData(nameof(Others))]
    public void Fit_AnotherKernel_HasTheSameBytes(string variant) => Assert.Equal(StateHashes(), StateHashesWith(variant));

    /// <summary>The kernel, then a line of name and hashes of the state and of all lists and predictions for each model that is fitted
    /// here.</summary>
    internal static string[] StateHashes() => [.. ModelCatalogue.All.Where(model => !model.IsFittedApart).Select(model =>
    {
        var fitted = SmallFit.Of(model.Name, ModelTables.Random(12));
        byte[] outcome = [.. fitted.Outcome().SelectMany(BitConverter.GetBytes)];
        return $"{model.Name} {Convert.ToHexString(SHA256.HashData(fitted.Bytes()))} {Convert.ToHexString(SHA256.HashData(outcome))}";
    })];

    internal static string KernelInUse() => KernelChoice.Chosen.ToString();

    private static string[] StateHashesWith(string variant)
    {
        string? before = Environment.GetEnvironmentVariable(KernelChoice.EnvironmentVariable); // this process has chosen: Others asked
        Environment.SetEnvironmentVariable(KernelChoice.EnvironmentVariable, variant);
        try
        {
            var tests = new SecondCopy().LoadFromAssemblyPath(typeof(ModelKernelTests).Assembly.Location)
                .GetType(typeof(ModelKernelTests).FullName!)!;
            Assert.Equal(variant, tests.GetMethod(nameof(KernelInUse), BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, null));
            return (string[])tests.GetMethod(nameof(StateHashes), BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, null)!;
        }
        finally
        {
            Environment.SetEnvironmentVariable(KernelChoice.EnvironmentVariable, before);
        }
    }

    // Only the models are loaded again: what they stand on has no kernels.
    private sealed class SecondCopy : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name == typeof(ModelCatalogue).Assembly.GetName().Name
            ? LoadFromAssemblyPath(typeof(ModelCatalogue).Assembly.Location)
            : null;
    }
}
