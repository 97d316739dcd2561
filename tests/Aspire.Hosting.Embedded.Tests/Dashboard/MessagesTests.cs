using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dashboard;
using Aspire.Hosting.Embedded.Dashboard.Protocol;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using DeclaredInput = Aspire.Hosting.InteractionInput;
using ModelCommandState = Aspire.Hosting.ApplicationModel.ResourceCommandState;

namespace Aspire.Hosting.Embedded.Tests.Dashboard;

/// <summary>The pure parts of the resource service besides the resources themselves.</summary>
public class MessagesTests
{
    public static TheoryData<object?, string> Values => new()
    {
        { null, "null" },
        { "text", "\"text\"" },
        { true, "true" },
        { 42, "42" },
        { long.MaxValue, "\"9223372036854775807\"" },
        { 0.5, "0.5" },
        { new DateTime(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc), "\"2024-05-01T12:00:00.0000000Z\"" },
        { ImmutableArray.Create(80, 443), "[ 80, 443 ]" },
        { default(ImmutableArray<string>), "[ ]" },
        { new Dictionary<string, object> { ["a"] = 1 }, "{ \"a\": 1 }" },
        { new Uri("http://localhost/"), "\"http://localhost/\"" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void PropertyValue_OfAnyType_IsCarried(object? value, string json) =>
        Assert.Equal(json, PropertyValue.From(value).ToString());

    [Fact]
    public void LogBatches_MoreThanFits_AreSplitInOrderAndKeepTheTimestamp()
    {
        var text = "2024-05-01T12:00:00Z " + new string('x', 30_000);
        var updates = ConsoleLogBatches.From([.. Enumerable.Range(1, 5).Select(number => new LogLine(number, text, number == 2))]).ToList();

        Assert.Equal([2, 2, 1], updates.Select(update => update.LogLines.Count));
        var lines = updates.SelectMany(update => update.LogLines).ToList();
        Assert.Equal([1, 2, 3, 4, 5], lines.Select(line => line.LineNumber));
        Assert.Equal([false, true, false, false, false], lines.Select(line => line.IsStdErr));
        Assert.All(lines, line => Assert.Equal(text, line.Text));
    }

    [Fact]
    public void LogBatches_LineThatIsTooLongByItself_TravelsAlone()
    {
        var updates = ConsoleLogBatches.From([new(1, "short", false), new(2, new string('x', 100_000), false), new(3, "short", false)]);

        Assert.Equal([1, 1, 1], updates.Select(update => update.LogLines.Count));
    }

    [Fact]
    public void CommandArguments_Answers_AreReadIntoCopies()
    {
        var declared = new DeclaredInput { Name = "Count", InputType = InputType.Number, Required = true };

        var inputs = CommandArguments.Read(Command(declared), new MapField<string, Value> { ["count"] = Value.ForNumber(3) }, out var problem);

        Assert.Null(problem);
        Assert.Equal("3", inputs!["Count"].Value);
        Assert.Null(declared.Value);
    }

    [Fact]
    public void CommandArguments_MissingOrUnknown_IsAProblemThatNamesIt()
    {
        var declared = new DeclaredInput { Name = "count", InputType = InputType.Number, Required = true };

        Assert.Null(CommandArguments.Read(Command(declared), [], out var missing));
        Assert.Contains("'count'", missing, StringComparison.Ordinal);
        Assert.Null(CommandArguments.Read(Command(declared), new MapField<string, Value> { ["cuont"] = Value.ForNumber(3) }, out var unknown));
        Assert.Contains("'cuont'", unknown, StringComparison.Ordinal);
    }

    [Fact]
    public void CommandResponse_Outcomes_AreToldApart()
    {
        Assert.Equal(ResourceCommandResponseKind.Succeeded, CommandResponse.From(CommandResults.Success()).Kind);
        Assert.Equal(ResourceCommandResponseKind.Cancelled, CommandResponse.From(CommandResults.Canceled()).Kind);

        var failed = CommandResponse.From(CommandResults.Failure("no"));
        Assert.Equal((ResourceCommandResponseKind.Failed, "no"), (failed.Kind, failed.Message));

        var result = CommandResponse.From(new ExecuteCommandResult
        {
            Success = true,
            Data = new CommandResultData { Value = "{}", Format = CommandResultFormat.Json, DisplayImmediately = true },
        }).Result;
        Assert.Equal(("{}", ResourceCommandResultFormat.Json, true), (result.Value, result.Format, result.DisplayImmediately));
    }

    private static ResourceCommandSnapshot Command(DeclaredInput input) =>
        new("run", ModelCommandState.Enabled, "Run", null, null, null, null, null, false) { Arguments = [input] };
}
