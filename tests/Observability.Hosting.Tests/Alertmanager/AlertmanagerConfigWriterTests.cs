using Observability.Hosting.Alertmanager;

namespace Observability.Hosting.Tests.Alertmanager;

[Tier(Tier.Golden)]
public class AlertmanagerConfigWriterTests
{
    [Fact]
    public void Write_NoWebhook_HasOneSilentReceiver() =>
        GoldenFile.Matches("Alertmanager/Golden/silent.yml", AlertmanagerConfigWriter.Write([]));

    [Fact]
    public void Write_TwoWebhooks_DeliversToBoth() =>
        GoldenFile.Matches("Alertmanager/Golden/webhooks.yml", AlertmanagerConfigWriter.Write(["http://a:1/x", "http://b:2/"]));
}
