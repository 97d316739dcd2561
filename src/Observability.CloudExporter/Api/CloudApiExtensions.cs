using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Observability.CloudExporter.Api;

/// <summary>Reads documents as what they are.</summary>
internal static class CloudApiExtensions
{
    /// <summary>Gets a document and reads it as JSON.</summary>
    /// <exception cref="InvalidDataException">It is not JSON of that shape; the message names the path and the place.</exception>
    public static async Task<T> GetJsonAsync<T>(
        this ICloudApi api, Uri request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        await using var body = await api.GetAsync(request, cancellationToken);
        try
        {
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken)
                ?? throw new InvalidDataException($"GET {request.AbsolutePath}: the answer is null.");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"GET {request.AbsolutePath}: the answer is not of the documented shape: {wrong.Message}", wrong);
        }
    }
}
