using Observability.StandIns.Shipper.Push;

namespace Observability.StandIns.Shipper.Configuration;

/// <summary>Reads an endpoint of <c>loki.write</c>.</summary>
internal static class WriteReader
{
    /// <summary>Reads one; null where it has no URL that is one.</summary>
    public static WriteSettings? Read(BlockReader block)
    {
        block.Text("name");
        var (user, password) = ReadUser(block);
        var url = ReadUrl(block);
        var settings = (
            Wait: block.PositiveDuration("batch_wait", TimeSpan.FromSeconds(1)),
            Size: block.Size("batch_size") ?? 1 << 20,
            Timeout: block.PositiveDuration("remote_timeout", TimeSpan.FromSeconds(10)),
            FirstPause: block.PositiveDuration("min_backoff_period", TimeSpan.FromMilliseconds(500)),
            LongestPause: block.PositiveDuration("max_backoff_period", TimeSpan.FromMinutes(5)),
            Retries: block.Number("max_backoff_retries"));
        var read = new WriteSettings(
            url ?? new Uri("http://localhost"),
            block.Text("tenant_id") ?? string.Empty,
            block.Map("headers"),
            user,
            password,
            block.Name("bearer_token"),
            settings.Wait,
            settings.Size,
            settings.Timeout,
            settings.FirstPause,
            settings.LongestPause,
            settings.Retries is 0 ? null : settings.Retries,
            block.Flag("retry_on_http_429", unlessSaid: true));
        return url is null ? null : read;
    }

    private static Uri? ReadUrl(BlockReader block)
    {
        if (Uri.TryCreate(block.Text("url"), UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps))
        {
            return url;
        }

        block.Report("url", "it must be a URL of http or https");
        return null;
    }

    private static (string? User, string? Password) ReadUser(BlockReader block)
    {
        (string? User, string? Password) read = (null, null);
        foreach (var basic in block.Blocks("basic_auth"))
        {
            read = (basic.Name("username"), ReadPassword(basic));
            basic.ReportUnread();
        }

        return read;
    }

    private static string? ReadPassword(BlockReader basic)
    {
        if (basic.Name("password_file") is not { } file)
        {
            return basic.Text("password");
        }

        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            basic.Report("password_file", error.Message);
            return null;
        }
    }
}
