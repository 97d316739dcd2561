using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Questions about what a resource is started with.</summary>
public static class ExecutionConfigurationResultExtensions
{
    /// <summary>Finds facts that a gatherer left beside the arguments and variables.</summary>
    /// <typeparam name="T">Type of the facts.</typeparam>
    /// <param name="configuration">What the resource is started with.</param>
    /// <param name="additionalData">The facts, or null.</param>
    public static bool TryGetAdditionalData<T>(this IExecutionConfigurationResult configuration, [NotNullWhen(true)] out T? additionalData)
        where T : IExecutionConfigurationData
    {
        ArgumentNullException.ThrowIfNull(configuration);
        additionalData = configuration.AdditionalConfigurationData.OfType<T>().FirstOrDefault();
        return additionalData is not null;
    }
}
