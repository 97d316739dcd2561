using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Observability.StandIns.Documents.Http;

/// <summary>
/// Media types, of which the official clients use their own with the major version that they are made for
/// (https://www.elastic.co/docs/reference/elasticsearch/rest-apis/compatibility):
/// <code>
/// application/vnd.elasticsearch+json; compatible-with=9
/// </code>
/// </summary>
internal static class MediaType
{
    private const string Vendor = "application/vnd.elasticsearch+";

    /// <summary>Checks that a body's type is one that is read here.</summary>
    /// <exception cref="ApiException">406, 400 for another version, or 501.</exception>
    public static void CheckContent(string? contentType, int major)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
        {
            throw Refused(contentType);
        }

        CheckVersion("Content-Type", contentType!, type, major);
        switch (type.MediaType.Value?.ToLowerInvariant())
        {
            case "application/json" or "application/x-ndjson" or Vendor + "json" or Vendor + "x-ndjson":
                return;
            case "application/yaml" or "application/smile" or "application/cbor" or Vendor + "yaml" or Vendor + "smile" or Vendor + "cbor":
                throw ApiErrors.NotSupported($"bodies of the type {type.MediaType}");
            default:
                throw Refused(contentType);
        }
    }

    /// <summary>The type to answer JSON with.</summary>
    /// <exception cref="ApiException">400 for another version, or 501.</exception>
    public static string ChooseAnswer(string accept, int major)
    {
        foreach (var part in accept.Split(','))
        {
            if (!MediaTypeHeaderValue.TryParse(part, out var type))
            {
                continue;
            }

            CheckVersion("Accept", part, type, major);
            if (type.MediaType.Value?.ToLowerInvariant() is Vendor + "json" or Vendor + "x-ndjson")
            {
                return $"{Vendor}json;compatible-with={VersionOf(type) ?? major}";
            }

            if (type.MediaType.Value?.ToLowerInvariant() is "application/yaml" or "application/smile" or "application/cbor")
            {
                throw ApiErrors.NotSupported($"answers of the type {type.MediaType}");
            }
        }

        return "application/json";
    }

    private static void CheckVersion(string header, string value, MediaTypeHeaderValue type, int major)
    {
        if (VersionOf(type) is { } version && version != major && version != major - 1)
        {
            throw new ApiException(
                400, "media_type_header_exception", $"Invalid media-type value on headers [{header}]: the version {version} of [{value.Trim()}] is not one that {major} is compatible with");
        }
    }

    private static int? VersionOf(MediaTypeHeaderValue type) =>
        type.Parameters.FirstOrDefault(
            parameter => parameter.Name.Equals("compatible-with", StringComparison.OrdinalIgnoreCase)) is { } parameter
        && int.TryParse(parameter.Value.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    private static ApiException Refused(string? contentType) =>
        new(406, "media_type_header_exception", $"Content-Type header [{contentType}] is not supported");
}
