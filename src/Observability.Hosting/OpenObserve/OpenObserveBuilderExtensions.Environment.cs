using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;
using Observability.Hosting.OpenObserve;

namespace Aspire.Hosting;

/// <content>What an OpenObserve is started with; it has no configuration file.</content>
public static partial class OpenObserveBuilderExtensions
{
    // https://openobserve.ai/docs/environment-variables/
    private static async Task WriteEnvironmentAsync(
        IResourceBuilder<IOpenObserve> openObserve,
        OpenObserveSettings settings,
        ServerContext context,
        IDictionary<string, object> variables,
        CancellationToken cancellationToken)
    {
        var http = openObserve.GetEndpoint("http");
        var grpc = openObserve.GetEndpoint(OpenObserveFacts.GrpcEndpoint);
        variables["ZO_ROOT_USER_EMAIL"] = openObserve.Resource.GetRequired<OtlpReceiverAnnotation>().User!;
        variables["ZO_DATA_DIR"] = context.MapPath(OpenObserveFacts.DataFolder) + "/";
        variables["ZO_LOCAL_MODE"] = "true";
        variables["ZO_META_STORE"] = "sqlite";
        variables["ZO_HTTP_PORT"] = http.Property(EndpointProperty.TargetPort);
        variables["ZO_GRPC_PORT"] = grpc.Property(EndpointProperty.TargetPort);
        variables["ZO_WEB_URL"] = await context.GetPublicUrlAsync(http, cancellationToken).ConfigureAwait(false);
        variables["ZO_PROMETHEUS_ENABLED"] = "true";

        // It asks nobody outside the stack for anything.
        variables["ZO_TELEMETRY"] = "false";
        variables["ZO_MMDB_DISABLE_DOWNLOAD"] = "true";
        if (context.IsProcess)
        {
            // In a container it listens on all addresses unless told otherwise, and calls itself by the pod's.
            variables["ZO_HTTP_ADDR"] = context.ListenHost;
            variables["ZO_GRPC_ADDR"] = context.ListenHost;
        }

        if (settings.RetentionDays is { } days)
        {
            variables["ZO_COMPACT_DATA_RETENTION_DAYS"] = days.ToString(CultureInfo.InvariantCulture);
        }

        if (settings.Store is { } store)
        {
            variables["ZO_LOCAL_MODE_STORAGE"] = "s3";
            variables["ZO_S3_PROVIDER"] = "aws";
            variables["ZO_S3_SERVER_URL"] = $"https://{store.Endpoint}";
            variables["ZO_S3_REGION_NAME"] = store.Region;
            variables["ZO_S3_BUCKET_NAME"] = store.Bucket;
        }
    }
}
