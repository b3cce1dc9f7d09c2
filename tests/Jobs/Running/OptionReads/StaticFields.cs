using System.Reflection;
using System.Reflection.Emit;

namespace RecPipeline.Jobs.Tests.Running.OptionReads;

/// <summary>What static fields are initialised with: the code of a static constructor up to each store belongs to the field that is stored.</summary>
internal static class StaticFields
{
    public static IEnumerable<(OpCode Code, MemberInfo Member)> Initialiser(FieldInfo field)
    {
        var code = new List<(OpCode, MemberInfo)>();
        foreach (var (operation, member) in field.DeclaringType?.TypeInitializer is { } constructor ? MethodCode.Members(constructor) : [])
        {
            code.Add((operation, member));
            if (operation != OpCodes.Stsfld)
                continue;
            if (member.MetadataToken == field.MetadataToken)
                return code;
            code.Clear();
        }
        return [];
    }
}
