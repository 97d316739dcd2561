using Aspire.Hosting;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Prometheus;

public class PrometheusDataSourceTests
{
    [Fact]
    public void DataSource_PrometheusAlone_SaysWhatLaterVerbsHaveSet()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var prometheus = builder.AddPrometheus("prometheus").WithScrapeInterval(TimeSpan.FromSeconds(30));

        var source = Assert.Single(prometheus.Resource.GetRequired<DataSourcesAnnotation>().Create());

        Assert.Equal(("prometheus", "prometheus", "http"), (source.Uid, source.Type, source.EndpointName));
        Assert.Empty(source.Secrets);
        Assert.Equal(
            ["httpMethod=POST", "timeInterval=30s", "prometheusType=Prometheus", "prometheusVersion=3.14.0", "manageAlerts=True"],
            source.Settings.Select(setting => $"{setting.Key}={setting.Value}"));
    }

    [Fact]
    public void DataSource_AlertsGoToAnAlertmanager_NamesItsDataSource()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var alertmanager = builder.AddAlertmanager("alerts");
        var prometheus = builder.AddPrometheus("prometheus").WithAlertmanager(alertmanager);

        var settings = Assert.Single(prometheus.Resource.GetRequired<DataSourcesAnnotation>().Create()).Settings;

        Assert.Contains(new KeyValuePair<string, object>("alertmanagerUid", "alerts"), settings);
    }

    [Fact]
    public void MetricStore_Prometheus_TakesRemoteWrites()
    {
        var prometheus = DistributedApplication.CreateBuilder().AddPrometheus("prometheus");

        Assert.IsType<IMetricStore>(prometheus.Resource, exactMatch: false);
        Assert.Equal(new MetricStoreAnnotation("/api/v1/write"), prometheus.Resource.GetRequired<MetricStoreAnnotation>());
    }
}
