namespace RecPipeline.Spark.Gateway;

/// <content>Arrays and collections.</content>
public sealed partial class JavaConnection
{
    /// <summary>A <c>java.util.ArrayList</c> of the given values; two round trips however long it is.</summary>
    public JavaObject NewList(params IReadOnlyList<object?> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var list = New("java.util.ArrayList");
        Batch([.. items.Select(item => Py4JRequest.Call(list.Id, "add", item))]);
        GC.KeepAlive(items);
        return list;
    }

    /// <summary>A Scala <c>Seq</c> of the given values, as methods with Scala's variable arguments want it.</summary>
    public JavaObject NewSeq(params IReadOnlyList<object?> items)
    {
        using var list = NewList(items);
        return CallStatic("org.apache.spark.api.python.PythonUtils", "toSeq", list);
    }

    /// <summary>A mutable <c>java.util.HashMap</c>.</summary>
    public JavaObject NewMap(IReadOnlyDictionary<string, string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var map = New("java.util.HashMap");
        Batch([.. entries.Select(entry => Py4JRequest.Call(map.Id, "put", entry.Key, entry.Value))]);
        return map;
    }

    /// <summary>
    /// A Java array. <paramref name="elementType"/> is a class name or a primitive's, except <c>byte</c>: send a byte[] instead.
    /// </summary>
    public JavaObject NewArray(string elementType, params IReadOnlyList<object?> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var array = Typed<JavaObject>(
            Py4JRequest.NewArray(elementType, items.Count), () => $"new {elementType}[{items.Count}]", mayBeNull: false);
        Batch([.. items.Select((item, i) => Py4JRequest.ArraySet(array.Id, i, item))]);
        GC.KeepAlive(items);
        return array;
    }

    /// <summary>A <c>String[]</c>, in two round trips.</summary>
    public JavaObject NewStringArray(params IReadOnlyList<string> items) => NewArray("java.lang.String", [.. items]);

    /// <summary>All elements of a Java array, in two round trips. For a handful: large data belongs in an Arrow stream.</summary>
    public IReadOnlyList<object?> Elements(JavaObject array)
    {
        ArgumentNullException.ThrowIfNull(array);
        int length = Typed<int>(Py4JRequest.ArrayLength(array.Id), () => "the length of an array", mayBeNull: false, array);
        object?[] elements = Batch([.. Enumerable.Range(0, length).Select(i => Py4JRequest.ArrayGet(array.Id, i))]);
        GC.KeepAlive(array);
        return elements;
    }

    /// <summary>Java's text of an exception: class, message, frames and causes.</summary>
    internal string StackTrace(JavaObject throwable) =>
        Typed<string>(Py4JRequest.StackTrace(throwable.Id), () => "the stack trace of an exception", mayBeNull: false, throwable);
}
