using System.Runtime.ExceptionServices;

namespace RecPipeline.Formats.Arrow;

/// <summary>The caller's stream as a library sees it. What it throws is kept: a library hands on no more than its words.</summary>
/// <remarks>A kind of stream overrides what it can do; the rest is not supported.</remarks>
internal abstract class LibraryStream : Stream
{
    private ExceptionDispatchInfo? _failure;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Calls the library. What the stream threw comes out as it was, anything else as <paramref name="errorOf"/> says.</summary>
    public T Call<T>(Func<T> call, Func<Exception, Exception> errorOf)
    {
        try
        {
            return call();
        }
        catch (Exception error)
        {
            _failure?.Throw();
            if (errorOf(error) is var other && !ReferenceEquals(other, error))
                throw other;
            throw;
        }
    }

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>For a catch clause: keeps the first failure, and catches nothing.</summary>
    protected bool Keep(Exception error)
    {
        _failure ??= ExceptionDispatchInfo.Capture(error);
        return false;
    }

    protected T Kept<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (Keep(error))
        {
            throw;
        }
    }
}

/// <summary>What a library says about bytes that it does not like, which can hold anything.</summary>
internal static class LibraryWords
{
    public static string Of(Exception error) => Shown(error.Message.Trim().TrimEnd('.'));

    public static bool Say(Exception error, params string[] any) =>
        Array.Exists(any, each => error.Message.Contains(each, StringComparison.OrdinalIgnoreCase));

    /// <summary>A text of a file: at most 300 characters, none of them a control character.</summary>
    public static string Shown(string text)
    {
        string cut = text.Length > 300 ? text[..300] + "…" : text;
        return string.Concat(cut.Select(each => char.IsControl(each) ? '\uFFFD' : each));
    }
}
