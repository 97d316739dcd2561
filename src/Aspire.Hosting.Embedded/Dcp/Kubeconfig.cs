using System.Text.RegularExpressions;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>Address and token of DCP's API, from the kubeconfig that DCP writes when it starts.</summary>
/// <param name="Server">Base address, such as <c>https://127.0.0.1:37031</c>.</param>
/// <param name="Token">Bearer token.</param>
internal sealed partial record Kubeconfig(Uri Server, string Token)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Reads the two values; null where the text has not both of them yet, as when DCP is half way through writing it.
    /// </summary>
    /// <remarks>
    /// <code>
    /// clusters:
    /// - cluster:
    ///     certificate-authority-data: LS0tLS1…
    ///     server: https://127.0.0.1:37031
    /// users:
    /// - name: apiserver_user
    ///   user:
    ///     token: dsnkdfftqdmaceplzcxlpnbfjedrqrsg
    /// </code>
    /// </remarks>
    public static Kubeconfig? Parse(string text)
    {
        var server = ServerLine().Match(text);
        var token = TokenLine().Match(text);
        return server.Success && token.Success && Uri.TryCreate(server.Groups[1].Value, UriKind.Absolute, out var uri)
            ? new Kubeconfig(uri, token.Groups[1].Value)
            : null;
    }

    /// <summary>Completes when DCP has written the file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Kubeconfig> WaitForAsync(string file, CancellationToken cancellationToken)
    {
        // Looked for again and again, and not watched: where an editor has taken all of the user's watches, none can be had.
        while (true)
        {
            try
            {
                if (Parse(await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)) is { } kubeconfig)
                {
                    return kubeconfig;
                }
            }
            catch (IOException)
            {
                // Not there yet.
            }

            await Task.Delay(s_pause, cancellationToken).ConfigureAwait(false);
        }
    }

    // The line end is required: without it the value may be half written.
    [GeneratedRegex(@"^\s*server:\s*""?([^\s""]+)""?\s*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ServerLine();

    [GeneratedRegex(@"^\s*token:\s*""?([^\s""]+)""?\s*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex TokenLine();
}
