using System.Globalization;
using Observability.Tests.Hostile;

namespace Observability.StandIns.Tests.Hostile;

/// <summary>What a stand-in of the hostile tests is started with: a folder, free ports, variables.</summary>
public sealed class HostileSetup : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, int> _ports = new(StringComparer.Ordinal);

    /// <summary>The folder.</summary>
    internal TemporaryFolder Folder => _folder;

    /// <summary>Environment of the program.</summary>
    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Path of the folder, or of something in it.</summary>
    public string Path(params ReadOnlySpan<string> parts) => _folder.Combine(parts);

    /// <summary>Writes a file of the stand-in's configuration and returns its full path.</summary>
    public string Write(string path, string text) => _folder.Write(path, text);

    /// <summary>A free port, the same one for the same purpose.</summary>
    public int Port(string purpose) => _ports.TryGetValue(purpose, out var port) ? port : _ports[purpose] = FreePort.Take();

    /// <summary>Address with the port of a purpose, as most programs take it.</summary>
    public string Listen(string purpose) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port(purpose)}");

    /// <summary>What is attacked at a port.</summary>
    internal HostileTarget Target(string purpose, params string[] routes) => new(purpose, new Uri($"http://{Listen(purpose)}"), routes);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
