using System.Text.Json.Serialization;

namespace Aspire.Hosting.Embedded.Dcp.Model;

/// <summary>
/// Serialisation of DCP's objects, generated at build time: that of KubernetesClient inspects types at run time, which
/// costs about a tenth of a second at start.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DcpExecutable))]
[JsonSerializable(typeof(DcpContainer))]
[JsonSerializable(typeof(DcpContainerNetwork))]
[JsonSerializable(typeof(DcpService))]
[JsonSerializable(typeof(DcpEndpoint))]
[JsonSerializable(typeof(DcpServiceProducer[]))]
internal sealed partial class DcpJson : JsonSerializerContext;
