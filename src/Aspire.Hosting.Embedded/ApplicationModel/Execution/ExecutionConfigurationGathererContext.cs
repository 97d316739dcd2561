using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>Collects what the gatherers find.</summary>
internal sealed class ExecutionConfigurationGathererContext : IExecutionConfigurationGathererContext
{
    public List<object> Arguments { get; } = [];

    public Dictionary<string, object> EnvironmentVariables { get; } = [];

    public List<IExecutionConfigurationData> AdditionalData { get; } = [];

    public void AddAdditionalData(IExecutionConfigurationData metadata) => AdditionalData.Add(metadata);
}
