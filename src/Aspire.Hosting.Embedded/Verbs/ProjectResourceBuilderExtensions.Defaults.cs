using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting;

public static partial class ProjectResourceBuilderExtensions
{
    private static IResourceBuilder<ProjectResource> Add(
        IDistributedApplicationBuilder builder,
        string name,
        IProjectMetadata metadata,
        Action<ProjectResourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ProjectResourceOptions();
        configure(options);

        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation(metadata);
        if (options.ExcludeLaunchProfile)
        {
            project.WithAnnotation(new ExcludeLaunchProfileAnnotation());
        }
        else if (LaunchProfiles.Find(builder, name, metadata, options.LaunchProfileName) is var (profileName, profile))
        {
            project.WithAnnotation(new LaunchProfileAnnotation(profileName));
            AddEndpoints(project, profile);
            AddVariables(project, profile);
        }

        var resource = project.Resource;
        return project
            .WithOtlpExporter()
            .WithEnvironment(AddTelemetryDefaults)
            .WithEnvironment(context => ProjectVariables.Write(context, resource));
    }

    // "http://localhost:5180;https://localhost:7180": the endpoints http and https; a second one of a scheme is http2.
    private static void AddEndpoints(IResourceBuilder<ProjectResource> project, LaunchProfile profile)
    {
        var isRun = project.ApplicationBuilder.ExecutionContext.IsRunMode;
        var count = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var url in (profile.ApplicationUrl ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = Parse(project.Resource, url);
            var number = count[address.Scheme] = count.GetValueOrDefault(address.Scheme) + 1;
            var name = number == 1 ? address.Scheme : FormattableString.Invariant($"{address.Scheme}{number}");

            // The profile's ports are this machine's, not a cluster's.
            var hasPort = isRun && address.Port != 0 && url.Contains(FormattableString.Invariant($":{address.Port}"), StringComparison.Ordinal);
            project.WithEndpoint(port: hasPort ? address.Port : null, scheme: address.Scheme, name: name);
        }
    }

    // Not Uri: "http://*:5000" and "http://+:5000" are addresses too.
    private static BindingAddress Parse(ProjectResource project, string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException exception)
        {
            throw new DistributedApplicationException(
                $"Project '{project.Name}': '{url}' in the applicationUrl of its launch profile is not a URL such as http://localhost:5000.", exception);
        }
    }

    private static void AddVariables(IResourceBuilder<ProjectResource> project, LaunchProfile profile)
    {
        if (project.ApplicationBuilder.ExecutionContext.IsRunMode && profile.EnvironmentVariables.Count > 0)
        {
            project.WithEnvironment(context =>
            {
                foreach (var (name, value) in profile.EnvironmentVariables)
                {
                    // What the AppHost says wins, whenever it said it. ASPNETCORE_URLS is the endpoints' affair.
                    if (name != "ASPNETCORE_URLS")
                    {
                        context.EnvironmentVariables.TryAdd(name, value);
                    }
                }
            });
        }
    }

    // Switches of OpenTelemetry .NET: exceptions and event names in logs, and telemetry kept while the dashboard starts.
    private static void AddTelemetryDefaults(EnvironmentCallbackContext context)
    {
        context.EnvironmentVariables.TryAdd("OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EXCEPTION_LOG_ATTRIBUTES", "true");
        context.EnvironmentVariables.TryAdd("OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EVENT_LOG_ATTRIBUTES", "true");
        context.EnvironmentVariables.TryAdd("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
    }
}
