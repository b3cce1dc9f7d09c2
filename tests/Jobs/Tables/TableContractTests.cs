using System.Text;
using System.Text.Json.Nodes;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Tests.Tables;

public class TableContractTests
{
    private static readonly TableContract Contract = new()
    {
        Table = "ratings",
        Stage = "clean",
        StageVersion = 3,
        Key = "0123456789abcdef",
        Folder = "v-0123456789abcdef-2",
        Schema = ColumnContract.Of(FieldList.Of(new("user_index", DataType.Int32), new("reasons", DataType.List(DataType.Utf8), Nullable: true))),
        Rows = 100_836,
        ContentHash = "rows 1 …",
        Inputs = new Dictionary<string, string> { ["users"] = "h" },
        Options = new JsonObject { ["ratingScale"] = 2 },
        Properties = new JsonObject { ["mean"] = 3.5 },
        Engine = "local",
        Program = "0.1.0+abc",
        Created = new DateTimeOffset(2026, 1, 31, 10, 0, 0, TimeSpan.Zero),
        StageSeconds = 1.25,
    };

    [Fact]
    public void Parse_WhatToJsonWrote_GivesTheSame()
    {
        var parsed = Parse(Contract.ToJson());
        Assert.Equal(Encoding.UTF8.GetString(Contract.ToJson()), Encoding.UTF8.GetString(parsed.ToJson()));
        Assert.Equal(Contract.Schema, parsed.Schema);
        Assert.Equal((100_836, "h", 2), (parsed.Rows, parsed.Inputs["users"], (int)parsed.Options["ratingScale"]!));
    }

    [Fact]
    public void ToJson_Names_AreSnakeCase()
    {
        var json = JsonNode.Parse(Contract.ToJson())!.AsObject();
        Assert.Equal(
            ["table", "stage", "stage_version", "key", "folder", "schema", "rows", "content_hash", "inputs", "options", "properties", "engine", "program", "created", "stage_seconds"],
            json.Select(each => each.Key));
        Assert.Equal("""{"name":"user_index","type":"int32","nullable":false}""", json["schema"]![0]!.ToJsonString());
    }

    [Fact]
    public void Parse_KeysOfALaterVersion_AreSkipped()
    {
        var json = JsonNode.Parse(Contract.ToJson())!.AsObject();
        json["from_the_future"] = new JsonObject();
        Assert.Equal("ratings", Parse(Encoding.UTF8.GetBytes(json.ToJsonString())).Table);
    }

    [Fact]
    public void Parse_EveryTruncation_SaysWhatToDo()
    {
        byte[] whole = Contract.ToJson();
        for (int length = 0; length < whole.Length; length++)
        {
            var error = Assert.Throws<StoreException>(() => Parse(whole[..length]));
            Assert.StartsWith("Reading the contract 'ratings/_contract.json': ", error.Message, StringComparison.Ordinal);
            Assert.EndsWith("Delete the file; the stage that wrote the table will run again.", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("table")]
    [InlineData("key")]
    [InlineData("folder")]
    [InlineData("inputs")]
    [InlineData("rows")]
    public void Parse_MissingOrNullMember_IsRefused(string name)
    {
        var json = JsonNode.Parse(Contract.ToJson())!.AsObject();
        json[name] = null;
        Assert.Throws<StoreException>(() => Parse(Encoding.UTF8.GetBytes(json.ToJsonString())));
        json.Remove(name);
        Assert.Contains(name, Assert.Throws<StoreException>(() => Parse(Encoding.UTF8.GetBytes(json.ToJsonString()))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    public void Parse_AnotherKindOfJson_IsRefused(string json) => Assert.Throws<StoreException>(() => Parse(Encoding.UTF8.GetBytes(json)));

    private static TableContract Parse(byte[] json)
    {
        using var stream = new MemoryStream(json);
        return TableContract.Parse(stream, "ratings/_contract.json");
    }
}
