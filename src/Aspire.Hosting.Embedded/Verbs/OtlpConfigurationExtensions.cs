using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Orchestration;
using Aspire.Hosting.Embedded.Verbs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Tells resources where to send their telemetry.</summary>
public static class OtlpConfigurationExtensions
{
    private const string ApiKeyHeader = "x-otlp-api-key";

    /// <summary>
    /// Sends the resource's telemetry to the dashboard by gRPC, or by HTTP where the dashboard has no gRPC listener. Projects
    /// have this by default. Has no effect on a publish.
    /// </summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddOtlpEnvironment(builder.Resource, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment);
        return builder;
    }

    /// <summary>Sends the resource's telemetry to the dashboard by the given protocol. Has no effect on a publish.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol protocol)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddOtlpEnvironment(builder.Resource, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment, protocol);
        return builder;
    }

    /// <summary>Adds the variables of OpenTelemetry's exporters to a resource; they apply on a run only.</summary>
    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment)
        => Add(resource, configuration, environment, protocol: null);

    /// <summary>Adds the variables of OpenTelemetry's exporters to a resource; they apply on a run only.</summary>
    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol protocol)
        => Add(resource, configuration, environment, protocol);

    private static void Add(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol? protocol)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(environment);

        // The callback reads the last annotation, so that a protocol chosen after the project's default wins.
        var isFirst = !resource.Annotations.OfType<OtlpExporterAnnotation>().Any();
        resource.Annotations.Add(new OtlpExporterAnnotation { RequiredProtocol = protocol });
        if (isFirst)
        {
            resource.Annotations.Add(new EnvironmentCallbackAnnotation((EnvironmentCallbackContext context) =>
            {
                if (context.ExecutionContext.IsRunMode)
                {
                    Write(context.EnvironmentVariables, resource, configuration, environment.IsDevelopment());
                }
            }));
        }
    }

    private static void Write(Dictionary<string, object> variables, IResource resource, IConfiguration configuration, bool isDevelopment)
    {
        if (ChooseListener(resource, configuration) is not var (url, protocol))
        {
            return;
        }

        // From a container, the dashboard on this machine has another name.
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = new HostUrl(url);
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol;
        variables["OTEL_SERVICE_NAME"] = resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={InstanceSuffixAnnotation.Of(resource, configuration)}";
        if (configuration[WellKnownConfiguration.OtlpApiKey] is { Length: > 0 } key)
        {
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"{ApiKeyHeader}={key}";
        }

        if (isDevelopment)
        {
            // What a developer does should be seen at once: send every second, and all of it.
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
        }
    }

    private static (string Url, string Protocol)? ChooseListener(IResource resource, IConfiguration configuration)
    {
        var grpc = configuration[WellKnownConfiguration.OtlpGrpcUrl];
        var http = configuration[WellKnownConfiguration.OtlpHttpUrl];
        return resource.Annotations.OfType<OtlpExporterAnnotation>().Last().RequiredProtocol switch
        {
            OtlpProtocol.Grpc => (Require(resource, grpc, WellKnownConfiguration.OtlpGrpcUrl), "grpc"),
            OtlpProtocol.HttpProtobuf => (Require(resource, http, WellKnownConfiguration.OtlpHttpUrl), "http/protobuf"),
            OtlpProtocol.HttpJson => (Require(resource, http, WellKnownConfiguration.OtlpHttpUrl), "http/json"),
            _ when !string.IsNullOrEmpty(grpc) => (grpc, "grpc"),
            _ when !string.IsNullOrEmpty(http) => (http, "http/protobuf"),
            _ => null,
        };
    }

    private static string Require(IResource resource, string? url, string key) =>
        !string.IsNullOrEmpty(url) ? url : throw new DistributedApplicationException(
            $"Resource '{resource.Name}' sends its telemetry by a protocol for which the dashboard has no listener. Set {key} to a URL such as http://localhost:4318.");
}
