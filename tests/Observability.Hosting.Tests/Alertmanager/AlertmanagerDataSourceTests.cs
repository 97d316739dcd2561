using Aspire.Hosting;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Alertmanager;

public class AlertmanagerDataSourceTests
{
    [Fact]
    public void DataSource_Alertmanager_IsRead()
    {
        var alertmanager = DistributedApplication.CreateBuilder().AddAlertmanager("alertmanager");

        var source = Assert.Single(alertmanager.Resource.GetRequired<DataSourcesAnnotation>().Create());

        Assert.Equal(("alertmanager", "alertmanager", "http"), (source.Uid, source.Type, source.EndpointName));
        Assert.Equal(
            ["implementation=prometheus", "handleGrafanaManagedAlerts=False"],
            source.Settings.Select(setting => $"{setting.Key}={setting.Value}"));
    }
}
