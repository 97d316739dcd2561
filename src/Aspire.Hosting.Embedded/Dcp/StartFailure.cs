using System.Text.Json;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>Reads reasons out of DCP's own log. Why it could not start something it says there only, in the object's <c>system</c> log.</summary>
internal static class StartFailure
{
    private const int LevelField = 1;
    private const int MinFields = 5;

    /// <summary>Returns the reason of the first error, from which the others follow; null where there is none.</summary>
    public static async Task<string?> FindReasonAsync(DcpClient client, string plural, string name, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await client.OpenLogAsync(plural, name, "system", follow: false, skip: 0, cancellationToken).ConfigureAwait(false);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                if (ReadReason(line) is { } reason)
                {
                    return reason;
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or DcpException or ObjectDisposedException)
        {
            // Without a reason, then.
        }

        return null;
    }

    /// <summary>Returns the error in a line of the log, or null.</summary>
    /// <remarks>
    /// Separated by tabs: time, level, part of DCP, message, details.
    /// <code>2026-11-24T01:37:14.372Z	error	ExecutableReconciler	Failed to start a process	{"Executable": "/web", "error": "fork/exec /bin/web: no such file or directory"}</code>
    /// </remarks>
    internal static string? ReadReason(string line)
    {
        var fields = line.Split('\t');
        if (fields.Length < MinFields || fields[LevelField] != "error" || !fields[^1].StartsWith('{'))
        {
            return null;
        }

        try
        {
            using var details = JsonDocument.Parse(fields[^1]);
            return details.RootElement.TryGetProperty("error", out var error) ? error.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
