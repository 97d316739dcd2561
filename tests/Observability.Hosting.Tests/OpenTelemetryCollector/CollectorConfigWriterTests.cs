using Observability.Hosting.OpenTelemetryCollector;

namespace Observability.Hosting.Tests.OpenTelemetryCollector;

[Tier(Tier.Golden)]
public class CollectorConfigWriterTests
{
    public static TheoryData<string> Names => [.. CollectorShapes.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_EachShape_MatchesGoldenFile(string name) =>
        GoldenFile.Matches($"OpenTelemetryCollector/Golden/{name}.yaml", CollectorShapes.All[name]);

    [Fact]
    public void Write_PlainText_ComesBackFromYamlWithEveryDollarDoubled()
    {
        const string Awkward = "a: 'b' # \"c\" \\ {d} ${HOME} ü";
        var exporter = new CollectorExporter("x", CollectorProtocol.Otlp, "http://x/" + Awkward, [new("h", Awkward)], Awkward, "X_PASSWORD");

        var document = YamlDocument.Parse(CollectorShapes.Gateway(CollectorShapes.Cluster(exporter)));

        var expected = Awkward.Replace("$", "$$", StringComparison.Ordinal);
        Assert.Equal(expected, document.Scalar("exporters", "otlp_http/x", "headers", "h"));
        Assert.Equal("http://x/" + expected, document.Scalar("exporters", "otlp_http/x", "endpoint"));
        Assert.Equal(expected, document.Scalar("extensions", "basicauth/x", "client_auth", "username"));
        Assert.Equal("${env:X_PASSWORD}", document.Scalar("extensions", "basicauth/x", "client_auth", "password"));
    }
}
