using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.ApplicationModel;
using Aspire.Hosting.Embedded.Hosting;
using Aspire.Hosting.Embedded.Pipelines;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Collects resources and services and builds a <see cref="DistributedApplication"/> from them.</summary>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly AppHostLocation _location;
    private readonly DistributedApplicationExecutionContextOptions _contextOptions;
    private readonly BuilderHook? _hook = BuilderHook.Current;
    private bool _isBuilt;

    /// <summary>Creates a builder.</summary>
    /// <param name="args">Command line of the AppHost.</param>
    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args })
    {
    }

    /// <summary>Creates a builder and reads the AppHost's configuration.</summary>
    /// <param name="options">The command line, and what else differs from the defaults.</param>
    /// <exception cref="DistributedApplicationException">The configuration cannot be read, or a URL or operation in it is wrong.</exception>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Defaults off: their configuration files are watched, and their loggers are not wanted.
        var settings = new HostApplicationBuilderSettings { DisableDefaults = true, Configuration = new ConfigurationManager() };
        _hook?.OnCreating(options, settings);
        settings.Configuration ??= new ConfigurationManager();

        var commandLine = CommandLineArguments.Parse(options.Args ?? settings.Args ?? []);
        _location = AppHostLocation.Find(options);
        settings.Args = null;
        settings.ApplicationName ??= _location.Name;
        settings.ContentRootPath ??= _location.Directory;
        settings.EnvironmentName ??= AppHostConfiguration.FindEnvironmentName(commandLine) ?? Environments.Production;
        var secretsFile = AppHostConfiguration.FindSecretsFile(_location.Assembly);
        AppHostConfiguration.AddSources(settings.Configuration, _location, settings.EnvironmentName, secretsFile, commandLine);
        _contextOptions = ChooseOperation(settings.Configuration);
        ExecutionContext = new DistributedApplicationExecutionContext(_contextOptions);
        MissingSettings.AddTo(
            settings.Configuration,
            ExecutionContext.IsPublishMode,
            _location.Settings(ExecutionContext.IsPublishMode, options.DashboardApplicationName));

        _host = new HostApplicationBuilder(settings);
        UserSecretsManager = new UserSecretsFile(secretsFile);
        HostServices.AddTo(_host, this, options, isTest: _hook is not null);
        _hook?.OnCreated(this);
    }

    /// <inheritdoc/>
    public ConfigurationManager Configuration => _host.Configuration;

    /// <inheritdoc/>
    public string AppHostDirectory => _location.Directory;

    /// <summary>The AppHost's directory and the name of its assembly.</summary>
    public string AppHostPath => _location.Path;

    /// <inheritdoc/>
    public Assembly? AppHostAssembly => _location.Assembly;

    /// <inheritdoc/>
    public IHostEnvironment Environment => _host.Environment;

    /// <inheritdoc/>
    public IServiceCollection Services => _host.Services;

    /// <inheritdoc/>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc/>
    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    /// <inheritdoc/>
    public IDistributedApplicationPipeline Pipeline { get; } = new DistributedApplicationPipeline();

    /// <inheritdoc/>
    public IFileSystemService FileSystemService { get; } = new TemporaryFiles();

    /// <inheritdoc/>
    public IUserSecretsManager UserSecretsManager { get; }

    /// <inheritdoc/>
    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <inheritdoc/>
    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc/>
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The application was built already.</exception>
    public DistributedApplication Build()
    {
        if (_isBuilt)
        {
            throw new InvalidOperationException("The application was built already; a builder builds once.");
        }

        _isBuilt = true;
        _hook?.OnBuilding(this);
        var application = new DistributedApplication(_host.Build());
        _contextOptions.ServiceProvider = application.Services;
        _hook?.OnBuilt(application);
        return application;
    }

    private static DistributedApplicationExecutionContextOptions ChooseOperation(ConfigurationManager configuration)
    {
        const string Key = "AppHost:Operation";
        var publisher = configuration["Publishing:Publisher"];
        var operation = configuration[Key] switch
        {
            null or "" => string.IsNullOrEmpty(publisher) ? DistributedApplicationOperation.Run : DistributedApplicationOperation.Publish,
            var text when text.Equals("run", StringComparison.OrdinalIgnoreCase) => DistributedApplicationOperation.Run,
            var text when text.Equals("publish", StringComparison.OrdinalIgnoreCase) => DistributedApplicationOperation.Publish,
            var text => throw new DistributedApplicationException($"{Key} (--operation) is '{text}'; use run or publish."),
        };
        return string.IsNullOrEmpty(publisher)
            ? new DistributedApplicationExecutionContextOptions(operation)
            : new DistributedApplicationExecutionContextOptions(operation, publisher);
    }
}
