using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;
using RecPipeline.GpuWorker.Configuration;

namespace RecPipeline.GpuWorker.ModelFiles;

/// <summary>
/// The model's file, and the checkpoint's: a mark, a JSON header, float32 arrays in the header's order, and an XXH64 of all of it.
/// </summary>
/// <remarks>
/// Layout, little-endian: 8 bytes "RPAEMDL1"; int64 length of the header; the header in UTF-8; the arrays;
/// 8 bytes XXH64 of what stands before.
/// A model's arrays: popularity ranks (as floats, exact below 2²⁴), then matrix and bias of each layer.
/// A checkpoint adds the weights of the moment and the optimiser's state.
/// </remarks>
internal static class ModelFile
{
    private const int Chunk = 1 << 20;

    private static ReadOnlySpan<byte> Mark => "RPAEMDL1"u8;

    /// <summary>Writes beside the name, then renames: a reader sees the old file or the new one.</summary>
    public static void Write(string path, ModelHeader header, IReadOnlyList<float[]> arrays)
    {
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new DurableFileStream(temporary, FileMode.Create))
                Write(stream, header with { Arrays = [.. arrays.Select(array => array.Length)] }, arrays);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <exception cref="ConfigurationException">The file is missing, no model, damaged or of another format.</exception>
    public static (ModelHeader Header, float[][] Arrays) Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Read(stream, path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException($"There is no model '{path}'. Train one first: ./recpipeline train -n {path} …", error);
        }
        catch (EndOfStreamException error)
        {
            throw Damaged(path, $"it ends after {new FileInfo(path).Length:N0} bytes, before its last array", error);
        }
    }

    private static void Write(Stream stream, ModelHeader header, IReadOnlyList<float[]> arrays)
    {
        var hash = new XxHash64();
        void Put(ReadOnlySpan<byte> bytes)
        {
            stream.Write(bytes);
            hash.Append(bytes);
        }
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header, ModelHeader.Json), length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        Put(Mark);
        Put(length);
        Put(json);
        foreach (float[] array in arrays)
            for (int at = 0; at < array.Length; at += Chunk)
                Put(MemoryMarshal.AsBytes(array.AsSpan(at, Math.Min(Chunk, array.Length - at))));
        stream.Write(hash.GetCurrentHash());
    }

    private static (ModelHeader Header, float[][] Arrays) Read(Stream stream, string path)
    {
        var hash = new XxHash64();
        Span<byte> Take(Span<byte> bytes)
        {
            stream.ReadExactly(bytes);
            hash.Append(bytes);
            return bytes;
        }
        if (!Take(new byte[8]).SequenceEqual(Mark))
            throw new ConfigurationException(
                $"'{path}' is no model of this program{(stream.Length > 4 ? "; networks of DSSTNE (.nc) cannot be read" : "")}. "
                    + "Train again with ./recpipeline train.");
        long length = BinaryPrimitives.ReadInt64LittleEndian(Take(new byte[8]));
        if (length < 2 || length > stream.Length - stream.Position)
            throw Damaged(path, $"its header would have {length:N0} bytes");
        var header = Header(Take(new byte[length]), path);
        long expected = stream.Position + (4L * header.Arrays.Sum(each => (long)each)) + 8;
        if (expected != stream.Length || header.Arrays.Any(each => each < 0))
            throw Damaged(path, $"it has {stream.Length:N0} bytes where its header promises {expected:N0}");
        var arrays = header.Arrays.Select(each => new float[each]).ToArray();
        foreach (float[] array in arrays)
            for (int at = 0; at < array.Length; at += Chunk)
                Take(MemoryMarshal.AsBytes(array.AsSpan(at, Math.Min(Chunk, array.Length - at))));
        var stored = new byte[8];
        stream.ReadExactly(stored);
        return hash.GetCurrentHash().AsSpan().SequenceEqual(stored)
            ? (header, arrays)
            : throw Damaged(path, "its checksum does not fit its content");
    }

    private static ModelHeader Header(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            var header = JsonSerializer.Deserialize<ModelHeader>(json, ModelHeader.Json)!;
            return header.Format == ModelHeader.KnownFormat
                ? header
                : throw new ConfigurationException(
                    $"'{path}' has format {header.Format}; this program reads {ModelHeader.KnownFormat}. "
                        + "Train again, or use the program that wrote it.");
        }
        catch (JsonException error)
        {
            throw Damaged(path, error.Message, error);
        }
    }

    private static ConfigurationException Damaged(string path, string how, Exception? inner = null) =>
        new($"'{path}' is damaged: {how}. Copy it again, or train again.", inner);
}
