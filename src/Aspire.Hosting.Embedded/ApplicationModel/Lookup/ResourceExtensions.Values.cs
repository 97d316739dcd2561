namespace Aspire.Hosting.ApplicationModel;

public static partial class ResourceExtensions
{
    private const string UseBuilderMessage = "Use ExecutionConfigurationBuilder instead.";

    /// <summary>Resolves the resource's environment variables; in publish mode they are manifest expressions.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="applicationOperation">Run or publish; default run.</param>
    [Obsolete(UseBuilderMessage)]
    public static async ValueTask<Dictionary<string, string>> GetEnvironmentVariableValuesAsync(
        this IResourceWithEnvironment resource, DistributedApplicationOperation applicationOperation = DistributedApplicationOperation.Run)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(resource)
            .WithEnvironmentVariablesConfig()
            .BuildAsync(new DistributedApplicationExecutionContext(applicationOperation))
            .ConfigureAwait(false);
        ThrowIfFailed(configuration);
        return new Dictionary<string, string>(configuration.EnvironmentVariables);
    }

    /// <summary>Resolves the resource's command-line arguments; in publish mode they are manifest expressions.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="applicationOperation">Run or publish; default run.</param>
    [Obsolete(UseBuilderMessage)]
    public static async ValueTask<string[]> GetArgumentValuesAsync(
        this IResourceWithArgs resource, DistributedApplicationOperation applicationOperation = DistributedApplicationOperation.Run)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(resource)
            .WithArgumentsConfig()
            .BuildAsync(new DistributedApplicationExecutionContext(applicationOperation))
            .ConfigureAwait(false);
        ThrowIfFailed(configuration);
        return [.. configuration.Arguments.Select(static argument => argument.Value)];
    }

    private static void ThrowIfFailed(IExecutionConfigurationResult configuration)
    {
        if (configuration.Exception is { } exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
        }
    }
}
