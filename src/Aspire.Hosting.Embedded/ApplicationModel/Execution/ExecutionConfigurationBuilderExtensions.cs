using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The gatherers that every resource needs.</summary>
public static class ExecutionConfigurationBuilderExtensions
{
    /// <summary>Collects the arguments from the resource's <see cref="CommandLineArgsCallbackAnnotation"/>s.</summary>
    /// <param name="builder">The builder.</param>
    public static IExecutionConfigurationBuilder WithArgumentsConfig(this IExecutionConfigurationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddExecutionConfigurationGatherer(new ArgumentsGatherer());
    }

    /// <summary>Collects the environment variables from the resource's <see cref="EnvironmentCallbackAnnotation"/>s.</summary>
    /// <param name="builder">The builder.</param>
    public static IExecutionConfigurationBuilder WithEnvironmentVariablesConfig(this IExecutionConfigurationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddExecutionConfigurationGatherer(new EnvironmentVariablesGatherer());
    }
}
