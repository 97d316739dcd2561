using System.Text.RegularExpressions;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>Address and token of DCP's API, from the kubeconfig that DCP writes when it starts.</summary>
/// <param name="Server">Base address, such as <c>https://127.0.0.1:37031</c>.</param>
/// <param name="Token">Bearer token.</param>
internal sealed partial record Kubeconfig(Uri Server, string Token)
{
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
    /// <param name="file">The file, in a folder that exists.</param>
    /// <param name="launch">Starts DCP; called when the folder is being watched.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Kubeconfig> WaitForAsync(string file, Action launch, CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource<Kubeconfig>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(file)!, Path.GetFileName(file))
        {
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Created += (_, _) => TryRead();
        watcher.Changed += (_, _) => TryRead();
        watcher.Renamed += (_, _) => TryRead();
        watcher.EnableRaisingEvents = true;
        launch();
        TryRead();
        return await found.Task.WaitAsync(cancellationToken).ConfigureAwait(false);

        void TryRead()
        {
            try
            {
                if (Parse(File.ReadAllText(file)) is { } kubeconfig)
                {
                    found.TrySetResult(kubeconfig);
                }
            }
            catch (IOException)
            {
                // Not there yet; the next event says when.
            }
        }
    }

    // The line end is required: without it the value may be half written.
    [GeneratedRegex(@"^\s*server:\s*""?([^\s""]+)""?\s*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ServerLine();

    [GeneratedRegex(@"^\s*token:\s*""?([^\s""]+)""?\s*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex TokenLine();
}
