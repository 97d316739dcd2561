namespace Observability.StandIns.Dashboards.Provisioning;

/// <summary>What the provisioning folders hold; each part is replaced as a whole, so that a request sees one state of it.</summary>
internal sealed class ProvisionedContent(string folder, Func<string, string?> getVariable, ILogger<ProvisionedContent> logger)
{
    private readonly Lock _lock = new();
    private volatile IReadOnlyList<DataSourceDefinition> _dataSources = [];
    private volatile IReadOnlyList<ProvisionedDashboard> _dashboards = [];
    private volatile IReadOnlyList<AlertRuleDefinition> _alertRules = [];

    /// <summary>The data sources, in the order of their files.</summary>
    public IReadOnlyList<DataSourceDefinition> DataSources => _dataSources;

    /// <summary>The dashboards.</summary>
    public IReadOnlyList<ProvisionedDashboard> Dashboards => _dashboards;

    /// <summary>The alert rules.</summary>
    public IReadOnlyList<AlertRuleDefinition> AlertRules => _alertRules;

    /// <summary>How often the dashboards' files are looked at.</summary>
    public TimeSpan DashboardsInterval { get; private set; }

    /// <summary>The data source that a dashboard means: by uid, else by name; where it says neither, the default one.</summary>
    public DataSourceDefinition? FindDataSource(string? reference) => reference is null or "" or "default"
        ? DefaultDataSource
        : _dataSources.FirstOrDefault(source => source.Uid == reference) ?? _dataSources.FirstOrDefault(source => source.Name == reference);

    /// <summary>The one that queries go to which name none.</summary>
    public DataSourceDefinition? DefaultDataSource =>
        _dataSources.FirstOrDefault(source => source.IsDefault) ?? (_dataSources.Count > 0 ? _dataSources[0] : null);

    /// <summary>Reads everything anew.</summary>
    /// <exception cref="StandInException">A file has a mistake; what was read before stays.</exception>
    public void ReloadAll()
    {
        ReloadDataSources();
        ReloadDashboards();
        ReloadAlertRules();
    }

    /// <summary>Reads the data sources anew.</summary>
    public void ReloadDataSources()
    {
        lock (_lock)
        {
            _dataSources = DataSourceDefinition.ReadAll(folder, getVariable);
        }
    }

    /// <summary>Reads the dashboards anew.</summary>
    /// <exception cref="StandInException">A provider has a mistake, or its folder cannot be read; what was read before stays.</exception>
    public void ReloadDashboards()
    {
        lock (_lock)
        {
            try
            {
                (_dashboards, DashboardsInterval) = new DashboardsReader(logger).Read(folder, getVariable);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new StandInException($"dashboards: {error.Message}");
            }
        }
    }

    /// <summary>Reads the alert rules anew.</summary>
    public void ReloadAlertRules()
    {
        lock (_lock)
        {
            _alertRules = AlertRuleDefinition.ReadAll(folder, getVariable);
        }
    }
}
