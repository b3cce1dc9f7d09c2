using System.Reflection;
using System.Reflection.Emit;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Tests.Running.OptionReads;

/// <summary>Which options the code that can be reached from some methods reads, found in the compiled code: on any path, in helpers, lambdas and functions for executors.</summary>
/// <remarks>
/// Only the program's own assembly knows options, so only its methods are followed: those that are called or made a delegate of, what a static field was initialised with once
/// the field is read, and the methods of each type that is made which override or implement what is called, or what other assemblies may call.
/// Other stages are not followed. A read by reflection counts as <see cref="ByReflection"/>.
/// </remarks>
internal sealed class ReachableReads
{
    public const string ByReflection = "(all, by reflection)";

    private static readonly Assembly Program = typeof(Pipeline).Assembly;
    private readonly Dictionary<MethodBase, MethodBase?> _calledFrom = [];
    private readonly Queue<MethodBase> _waiting = [];
    private readonly HashSet<Type> _made = [];
    private readonly HashSet<FieldInfo> _read = [];
    private readonly Dictionary<MethodBase, List<MethodBase>> _bodies = [];

    private ReachableReads()
    {
    }

    /// <summary>Each option that is read, with the calls that lead from a root to the first read found.</summary>
    public Dictionary<string, string> Found { get; } = [];

    public static Dictionary<string, string> From(params IReadOnlyList<MethodBase> roots)
    {
        var reads = new ReachableReads();
        foreach (var root in roots)
            reads.Enqueue(root, null);
        while (reads._waiting.TryDequeue(out var method))
            reads.Visit(method, MethodCode.Members(method));
        return reads.Found;
    }

    private void Visit(MethodBase method, IEnumerable<(OpCode Code, MemberInfo Member)> members)
    {
        foreach (var (code, member) in members)
        {
            if (member is FieldInfo { IsStatic: true } field && code == OpCodes.Ldsfld && field.Module.Assembly == Program && _read.Add(field))
                Visit(method, StaticFields.Initialiser(field));
            if (member is Type type && code == OpCodes.Initobj)
                Make(type, method);
            if (member is MethodBase called)
                Call(code, called, method);
        }
    }

    private void Call(OpCode code, MethodBase called, MethodBase from)
    {
        if (OptionPaths.ByGetter.TryGetValue(called, out string? path))
            Note(path, from);
        if (called.DeclaringType == typeof(OptionProperties) && called.Name is nameof(OptionProperties.ToJson) or nameof(OptionProperties.Describe))
            Note(ByReflection, from);
        if (code == OpCodes.Newobj)
            Make(called.DeclaringType!, from);
        Enqueue(called, from);
    }

    private void Make(Type type, MethodBase from)
    {
        if (type.IsGenericParameter || type.Assembly != Program || OptionPaths.Groups.Contains(type) || type.IsSubclassOf(typeof(StageDefinition)) || !_made.Add(type))
            return;
        foreach (var contract in type.GetInterfaces())
        {
            var map = type.GetInterfaceMap(contract);
            for (int at = 0; at < map.TargetMethods.Length; at++)
                MayBecome(map.InterfaceMethods[at], map.TargetMethods[at], from);
        }
        foreach (var method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(method => method.IsVirtual))
            MayBecome(method.GetBaseDefinition(), method, from);
    }

    // A call of what is declared is a call of the body; what other assemblies declare they may call.
    private void MayBecome(MethodBase declared, MethodBase body, MethodBase from)
    {
        if (declared.Module.Assembly != Program)
        {
            Enqueue(body, from);
            return;
        }
        var written = MethodCode.Written(declared);
        if (!_bodies.TryGetValue(written, out var bodies))
            _bodies[written] = bodies = [];
        bodies.Add(body);
        if (_calledFrom.ContainsKey(written))
            Enqueue(body, written);
    }

    private void Enqueue(MethodBase method, MethodBase? from)
    {
        if (method.Module.Assembly != Program || MethodCode.Written(method) is not { } written || !_calledFrom.TryAdd(written, from))
            return;
        _waiting.Enqueue(written);
        foreach (var body in _bodies.GetValueOrDefault(written) ?? [])
            Enqueue(body, written);
    }

    private void Note(string path, MethodBase reader)
    {
        if (Found.ContainsKey(path))
            return;
        var calls = new List<string>();
        for (MethodBase? each = reader; each is not null; each = _calledFrom.GetValueOrDefault(MethodCode.Written(each)))
            calls.Add($"{each.DeclaringType?.Name}.{each.Name}");
        Found[path] = string.Join(" < ", calls);
    }
}
