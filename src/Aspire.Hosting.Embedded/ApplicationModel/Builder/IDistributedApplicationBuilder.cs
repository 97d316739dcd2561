using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Collects resources and services and builds a <see cref="DistributedApplication"/> from them.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Configuration of the AppHost: its JSON files, user secrets, environment variables and command line.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>Full path of the AppHost project's directory; relative paths of the model start there.</summary>
    string AppHostDirectory { get; }

    /// <summary>Assembly of the AppHost, or null where it is not known.</summary>
    Assembly? AppHostAssembly { get; }

    /// <summary>Environment of the AppHost itself, not of its resources.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>Services of the AppHost itself, not of its resources.</summary>
    IServiceCollection Services { get; }

    /// <summary>Whether the application is run or published.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>Events of the application and of its resources.</summary>
    IDistributedApplicationEventing Eventing { get; }

    /// <summary>Steps that are executed in publish mode.</summary>
    IDistributedApplicationPipeline Pipeline { get; }

    /// <summary>Temporary files and folders that go when the application ends.</summary>
    IFileSystemService FileSystemService { get; }

    /// <summary>The AppHost project's user secrets.</summary>
    IUserSecretsManager UserSecretsManager { get; }

    /// <summary>The resources added so far.</summary>
    IResourceCollection Resources { get; }

    /// <summary>Adds a resource to the model.</summary>
    /// <typeparam name="T">Type of the resource.</typeparam>
    /// <param name="resource">The resource; its name must differ from those already there, without regard to case.</param>
    /// <returns>A builder that configures the resource.</returns>
    /// <exception cref="DistributedApplicationException">A resource with that name is already there.</exception>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <summary>Returns a builder for a resource without adding it to the model.</summary>
    /// <typeparam name="T">Type of the resource.</typeparam>
    /// <param name="resource">The resource.</param>
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;

    /// <summary>Builds the application. A builder builds once.</summary>
    DistributedApplication Build();
}
