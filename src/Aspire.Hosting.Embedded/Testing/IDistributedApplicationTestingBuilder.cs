using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>A builder that a test may change after the AppHost has used it and before the application is built.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <inheritdoc cref="IDistributedApplicationBuilder.Configuration"/>
    new ConfigurationManager Configuration { get; }

    /// <inheritdoc cref="IDistributedApplicationBuilder.AppHostDirectory"/>
    new string AppHostDirectory { get; }

    /// <inheritdoc cref="IDistributedApplicationBuilder.AppHostAssembly"/>
    new Assembly? AppHostAssembly { get; }

    /// <inheritdoc cref="IDistributedApplicationBuilder.Environment"/>
    new IHostEnvironment Environment { get; }

    /// <inheritdoc cref="IDistributedApplicationBuilder.Services"/>
    new IServiceCollection Services { get; }

    /// <inheritdoc cref="IDistributedApplicationBuilder.ExecutionContext"/>
    new DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc cref="IDistributedApplicationBuilder.Eventing"/>
    new IDistributedApplicationEventing Eventing { get; }

    /// <inheritdoc cref="IDistributedApplicationBuilder.Pipeline"/>
    new IDistributedApplicationPipeline Pipeline { get; }

    /// <inheritdoc cref="IDistributedApplicationBuilder.FileSystemService"/>
    new IFileSystemService FileSystemService { get; }

    /// <inheritdoc cref="IDistributedApplicationBuilder.UserSecretsManager"/>
    new IUserSecretsManager UserSecretsManager { get; }

    /// <inheritdoc cref="IDistributedApplicationBuilder.Resources"/>
    new IResourceCollection Resources { get; }

    /// <inheritdoc cref="IDistributedApplicationBuilder.AddResource"/>
    new IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <inheritdoc cref="IDistributedApplicationBuilder.CreateResourceBuilder"/>
    new IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;

    /// <summary>Lets the AppHost build the application.</summary>
    /// <param name="cancellationToken">Ends the wait for the AppHost's entry point.</param>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
