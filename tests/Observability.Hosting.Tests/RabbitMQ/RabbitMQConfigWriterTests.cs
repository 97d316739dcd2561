using Observability.Hosting.RabbitMQ;

namespace Observability.Hosting.Tests.RabbitMQ;

public class RabbitMQConfigWriterTests
{
    private static RabbitMQConfig Process { get; } = new("127.0.0.1", "40001", "40002", "40003", "/state/rabbitmq/etc/rabbitmq-definitions/definitions.json");

    [Fact]
    [Tier(Tier.Golden)]
    public void Write_Process_ListensOnLoopbackOnly() =>
        GoldenFile.Matches("RabbitMQ/Golden/process.conf", RabbitMQConfigWriter.Write(Process));

    [Fact]
    [Tier(Tier.Golden)]
    public void Write_Container_ListensOnTheImagesPorts() => GoldenFile.Matches(
        "RabbitMQ/Golden/container.conf",
        RabbitMQConfigWriter.Write(new RabbitMQConfig(null, "5672", "15672", "15692", RabbitMQFacts.DefinitionsPath)));

    [Theory]
    [InlineData("/state/#1/definitions.json")]
    [InlineData("/state/a\nb/definitions.json")]
    [InlineData("/state/it's/definitions.json")]
    [InlineData("/state/definitions.json ")]
    [InlineData("")]
    public void Write_PathThatTheFormatCannotHold_IsRefused(string path)
    {
        var error = Assert.Throws<ArgumentException>(() => RabbitMQConfigWriter.Write(Process with { DefinitionsPath = path }));

        Assert.Contains("load_definitions", error.Message, StringComparison.Ordinal);
    }
}
