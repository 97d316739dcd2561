using System.Text.Json;
using Observability.Hosting.RabbitMQ;

namespace Observability.Hosting.Tests.RabbitMQ;

public class RabbitMQDefinitionsWriterTests
{
    private static readonly RabbitMQUser[] s_users =
    [
        new("admin", "hash-of-admin", IsAdministrator: true),
        new("feed-publisher", "hash-of-feed", Writes: "telemetry"),
        new("points-reader", "hash-of-points", Reads: "points"),
        new("documents-reader", "hash-of-documents", Reads: "documents"),
    ];

    private static readonly RabbitMQQueue[] s_queues = [new("points", "points.#"), new("documents", "documents.*")];

    [Theory]
    [Tier(Tier.Golden)]
    [InlineData("3.10.8", "definitions-3.10.json")]
    [InlineData("4.3.5", "definitions-4.3.json")]
    public void Write_TwoQueues_MatchesGoldenFileOfVersion(string version, string golden) => GoldenFile.Matches(
        $"RabbitMQ/Golden/{golden}", RabbitMQDefinitionsWriter.Write("telemetry", s_users, s_queues, Version.Parse(version)));

    [Fact]
    public void Write_NoQueue_HasTheExchangesAndTheVirtualHost()
    {
        using var definitions = JsonDocument.Parse(RabbitMQDefinitionsWriter.Write("telemetry", [s_users[0]], [], new Version(4, 3)));

        Assert.Equal(
            ["telemetry", "telemetry.dead"],
            definitions.RootElement.GetProperty("exchanges").EnumerateArray().Select(exchange => exchange.GetProperty("name").GetString()));
        Assert.Equal("/", Assert.Single(definitions.RootElement.GetProperty("vhosts").EnumerateArray()).GetProperty("name").GetString());
        Assert.Empty(definitions.RootElement.GetProperty("queues").EnumerateArray());
    }

    [Fact]
    public void Write_ExchangeWithADot_MeansTheDotInThePattern()
    {
        using var definitions = JsonDocument.Parse(RabbitMQDefinitionsWriter.Write(
            "tele.metry", [new RabbitMQUser("feed", "hash", Writes: "tele.metry")], [], new Version(4, 3)));

        var permission = Assert.Single(definitions.RootElement.GetProperty("permissions").EnumerateArray());
        Assert.Equal(@"^tele\.metry$", permission.GetProperty("write").GetString());
        Assert.Equal("^$", permission.GetProperty("read").GetString());
        Assert.Equal("^$", permission.GetProperty("configure").GetString());
    }
}
