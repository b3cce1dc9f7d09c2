using System.Net;
using System.Net.Sockets;
using System.Text;
using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Arrow;
using RecPipeline.Spark.Sql;
using RecPipeline.Spark.Tests.Support;
using RecPipeline.Spark.Worker;
using RecPipeline.SparkHost;

namespace RecPipeline.Spark.Tests.Worker;

/// <summary>A worker against a fake executor that sends what real ones were recorded to send; no JVM.</summary>
public sealed class WorkerConnectionTests
{
    private const int Milliseconds = 30_000;

    private static readonly string[] Versions = ["3.5.9", "4.3.0"];

    [Fact]
    public void Serve_RecordedTask_AnswersWithTheSameRowsAndOffersReuse()
    {
        foreach (string version in Versions)
        {
            var schema = RowsOf(version, "map-types").Schema;
            using var answer = Answer(version, "map-types", Command(HostFunctions.Identity, schema));
            Assert.Equal(SpecialLength.StartArrowStream, BigEndian.ReadInt32(answer));
            var batch = Assert.Single(new ArrowStreamReader(answer, "the worker").Batches());
            Assert.Equal("_0", batch.Schema[0].Name);
            Assert.Equal(Texts(RowsOf(version, "map-types")), Texts(RecordBatch.Of((StructColumn)batch.Columns[0])));
            ExpectEnd(answer, version, SpecialLength.EndOfStream);
        }
    }

    [Fact]
    public void Serve_WithAnObserver_SendsTheSameRowsAndItsNotes()
    {
        foreach (string version in Versions)
        {
            var rows = RowsOf(version, "map-types");
            var command = Named(HostFunctions.Identity, rows.Schema) with { Observer = Named(HostFunctions.NoteRows, rows.Schema) };
            using var answer = Answer(version, "map-types", command.ToBytes());
            Assert.Equal(SpecialLength.StartArrowStream, BigEndian.ReadInt32(answer));
            var batch = Assert.Single(new ArrowStreamReader(answer, "the worker").Batches());
            Assert.Equal(Texts(rows), Texts(RecordBatch.Of((StructColumn)batch.Columns[0])));
            ExpectEnd(answer, version, SpecialLength.EndOfStream, BitConverter.GetBytes((long)rows.RowCount));
        }
    }

    [Theory]
    [InlineData("map-empty")]
    [InlineData("map-nooutput")]
    public void Serve_NoOutput_SendsNoStreamAtAll(string scenario)
    {
        foreach (string version in Versions)
        {
            using var answer = Answer(version, scenario, Command(HostFunctions.Nothing, HostFunctions.Number));
            ExpectEnd(answer, version, SpecialLength.EndOfStream);
        }
    }

    [Fact]
    public void Serve_FunctionThrowsBeforeOutput_SendsTheErrorOnly()
    {
        foreach (string version in Versions)
        {
            using var answer = Answer(version, "map-error", Command(HostFunctions.ThrowAtOnce, HostFunctions.Number));
            Assert.Equal(SpecialLength.ExceptionThrown, BigEndian.ReadInt32(answer));
            string text = BigEndian.ReadString(answer, 1 << 20);
            Assert.StartsWith("System.InvalidOperationException: boom before any output: é世 line1\nline2", text);
            Assert.Contains("at RecPipeline.SparkHost.HostFunctions.ThrowAtOnce", text);
            Assert.Equal(-1, answer.ReadByte());
        }
    }

    [Fact]
    public void Serve_FunctionThrowsAfterOutput_EndsTheStreamFirst()
    {
        foreach (string version in Versions)
        {
            var schema = RowsOf(version, "map-types").Schema;
            using var answer = Answer(version, "map-types", Command(HostFunctions.ThrowLate, schema));
            Assert.Equal(SpecialLength.StartArrowStream, BigEndian.ReadInt32(answer));
            Assert.Single(new ArrowStreamReader(answer, "the worker").Batches());
            Assert.Equal(SpecialLength.ExceptionThrown, BigEndian.ReadInt32(answer));
            Assert.Contains("boom after the first batch", BigEndian.ReadString(answer, 1 << 20));
        }
    }

    [Fact]
    public void Serve_CommandOfAnotherBuild_IsRefusedWithBothVersions()
    {
        byte[] command = Command(HostFunctions.Identity, HostFunctions.Number);
        int at = command.AsSpan().IndexOf(Encoding.UTF8.GetBytes(WorkerCommand.LibraryVersion));
        command[at] = (byte)'9';
        using var answer = Answer("3.5.9", "map-types", command);
        Assert.Equal(SpecialLength.ExceptionThrown, BigEndian.ReadInt32(answer));
        Assert.Contains($"The driver has RecPipeline.Spark 9{WorkerCommand.LibraryVersion[1..]}, this worker {WorkerCommand.LibraryVersion}", BigEndian.ReadString(answer, 1 << 20));
    }

    [Fact]
    public void Greet_WrongSecret_SaysErrAndEnds()
    {
        var (executor, worker) = Pair();
        using (executor)
        using (var connection = new WorkerConnection(worker))
        {
            using var stream = new NetworkStream(executor);
            var greeting = Task.Run(() => connection.Greet(77, "right"));
            Assert.Equal(77, BigEndian.ReadInt32(stream));
            BigEndian.Write(stream, "wrong");
            Assert.Equal("err", BigEndian.ReadString(stream, 10));
        }
    }

    [Fact]
    public void Parse_CommandWithAnyByteChanged_IsTheSameOrAnError()
    {
        byte[] command = Command(HostFunctions.Add, HostFunctions.Number);
        Assert.Equal("Add", WorkerCommand.Parse(command).Method);
        for (int i = 0; i < command.Length; i++)
        {
            byte[] damaged = [.. command];
            damaged[i] ^= 0x80;
            var error = Record.Exception(() => WorkerCommand.Parse(damaged));
            Assert.True(error is null or InvalidDataException, $"byte {i}: {error}");
            Assert.IsType<InvalidDataException>(Record.Exception(() => WorkerCommand.Parse(command[..i])));
        }
    }

    private static byte[] Command(BatchFunction function, FieldList output) => Named(function, output).ToBytes();

    private static WorkerCommand Named(BatchFunction function, FieldList output) =>
        WorkerCommand.For(function, CallKind.Batches, [], ArrowTypes.ToSchema(output), [], BitConverter.GetBytes(1L));

    // Runs the connection's first task and returns everything that the worker sent.
    private static MemoryStream Answer(string version, string scenario, byte[] command)
    {
        var (executor, worker) = Pair();
        using (executor)
        using (var connection = new WorkerConnection(worker))
        {
            byte[] task = RecordedTask.Bytes(version, scenario, command);
            var serving = new Thread(() => connection.Serve(canBeReused: false));
            serving.Start();
            executor.Send(task);
            executor.Shutdown(SocketShutdown.Send);
            var all = new MemoryStream();
            Assert.True(serving.Join(Milliseconds), "the worker does not end");
            worker.Shutdown(SocketShutdown.Both);
            var piece = new byte[4096];
            for (int count; (count = executor.Receive(piece)) > 0;)
                all.Write(piece, 0, count);
            all.Position = 0;
            return all;
        }
    }

    private static (Socket Executor, Socket Worker) Pair()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var executor = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = Milliseconds };
        executor.Connect(listener.LocalEndPoint!);
        return (executor, listener.Accept());
    }

    private static void ExpectEnd(Stream answer, string version, int last, params byte[][] notes)
    {
        Assert.Equal(SpecialLength.TimingData, BigEndian.ReadInt32(answer));
        for (int i = version == "3.5.9" ? 5 : 6; i > 0; i--)
            BigEndian.ReadInt64(answer);
        Assert.Equal(SpecialLength.EndOfDataSection, BigEndian.ReadInt32(answer));
        Assert.Equal(notes.Length, BigEndian.ReadInt32(answer));
        Assert.All(notes, note => Assert.Equal(note, BigEndian.ReadBytes(answer, 100)));
        Assert.Equal(last, BigEndian.ReadInt32(answer));
        Assert.Equal(-1, answer.ReadByte());
    }

    private static RecordBatch RowsOf(string version, string scenario)
    {
        byte[] bytes = RecordedTask.Bytes(version, scenario, [1]);
        using var stream = new MemoryStream(bytes);
        TaskHeader.Read(stream, new BroadcastFiles());
        return RecordBatch.Of((StructColumn)Assert.Single(new ArrowStreamReader(stream, "the recording").Batches()).Columns[0]);
    }

    private static string[] Texts(RecordBatch batch) => [.. RowReader.Rows(batch).Select(row => row.ToString())];
}
