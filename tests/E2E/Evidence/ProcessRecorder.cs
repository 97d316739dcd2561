namespace Observability.E2E.Evidence;

/// <summary>Can say what goes on in an AppHost that runs as a process of its own.</summary>
internal sealed class ProcessRecorder(ChildProcess appHost) : IEvidenceSource, IDisposable
{
    /// <summary>Begins.</summary>
    public static ProcessRecorder Follow(ChildProcess appHost)
    {
        var recorder = new ProcessRecorder(appHost);
        EvidenceSources.Add(recorder);
        return recorder;
    }

    /// <inheritdoc />
    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "apphost.log"), appHost.Output, cancellationToken);
        var socket = AppHostChannel.FindSockets().Single(file => file.Extension == $".{appHost.Pid}");
        using var channel = await AppHostChannel.ConnectAsync(socket, cancellationToken)
            ?? throw new InvalidOperationException("The AppHost does not answer.");
        var history = new ResourceHistory();
        Directory.CreateDirectory(Path.Combine(folder, "logs"));
        foreach (var resource in await channel.ReadResourcesAsync(cancellationToken))
        {
            var name = AppHostChannel.Text(resource, "displayName")!;
            history.Note(
                name,
                AppHostChannel.Text(resource, "state"),
                AppHostChannel.Text(resource, "healthStatus"),
                resource.GetProperty("healthReports").EnumerateArray().Select(report => (
                    AppHostChannel.Text(report, "name")!, AppHostChannel.Text(report, "status"), AppHostChannel.Text(report, "description"))));
            await File.WriteAllLinesAsync(Path.Combine(folder, "logs", $"{name}.log"), await channel.ReadLogAsync(name, cancellationToken), cancellationToken);
        }

        await history.WriteAsync(folder, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => EvidenceSources.Remove(this);
}
