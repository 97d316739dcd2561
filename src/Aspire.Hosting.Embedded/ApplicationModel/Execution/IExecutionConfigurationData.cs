namespace Aspire.Hosting.ApplicationModel;

/// <summary>Facts that a gatherer leaves beside the arguments and variables.</summary>
public interface IExecutionConfigurationData
{
}
