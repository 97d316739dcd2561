using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Publishing;

/// <summary>Writes a resource's endpoints.</summary>
internal static class ManifestBindings
{
    public static void Write(IResource resource, Utf8JsonWriter writer)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToList();
        if (endpoints.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("bindings");
        foreach (var endpoint in endpoints)
        {
            writer.WriteStartObject(endpoint.Name);
            writer.WriteString("scheme", endpoint.UriScheme);
            writer.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
            writer.WriteString("transport", Transport(endpoint));
            if (endpoint.Port is { } port && port != endpoint.TargetPort)
            {
                writer.WriteNumber("port", port);
            }

            if (endpoint.TargetPort is { } targetPort)
            {
                writer.WriteNumber("targetPort", targetPort);
            }

            if (endpoint.IsExternal)
            {
                writer.WriteBoolean("external", true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    // The manifest's schema knows http, http2 and tcp, where tcp means that nothing is known above the protocol:
    // https://json.schemastore.org/aspire-8.0.json
    private static string Transport(EndpointAnnotation endpoint) => endpoint.Transport is "http" or "http2" ? endpoint.Transport : "tcp";
}
