using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.OpenObserve;

/// <summary>Finds what OpenObserve would only complain of at its start, or with its first upload.</summary>
internal static partial class OpenObserveInput
{
    /// <summary>What is wrong with the address of the first user, or null.</summary>
    public static string? WhyNotUser(string email) => EmailPattern().IsMatch(email)
        ? null
        : $"'{email}' cannot be OpenObserve's first user: use an address in lower case whose domain ends in 2 to 6 letters, such as {OpenObserveFacts.DefaultUser}.";

    /// <summary>What is wrong with a bucket's coordinates, or null.</summary>
    public static string? WhyNotStore(ObjectStore store)
    {
        if (!BucketPattern().IsMatch(store.Bucket))
        {
            return $"'{store.Bucket}' is no name of a bucket: it has 3 to 63 lower-case letters, digits, dots and hyphens.";
        }

        if (!EndpointPattern().IsMatch(store.Endpoint))
        {
            return $"'{store.Endpoint}' is no endpoint: give a host without a scheme, with a port where it has one.";
        }

        return store.Endpoint.StartsWith(store.Bucket + ".", StringComparison.OrdinalIgnoreCase)
            ? $"The endpoint '{store.Endpoint}' has the bucket '{store.Bucket}' in it, which OpenObserve adds itself: give the host of the region only."
            : null;
    }

    // The pattern of https://github.com/openobserve/openobserve/blob/main/src/config/src/utils/str.rs, where the newest source takes
    // up to 63 letters at the end and older versions 6.
    [GeneratedRegex(@"^[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@[a-z0-9]+([.-][a-z0-9]+)*\.[a-z]{2,6}\z")]
    private static partial Regex EmailPattern();

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketPattern();

    [GeneratedRegex(@"^[A-Za-z0-9.-]+(:[0-9]{1,5})?\z")]
    private static partial Regex EndpointPattern();
}
