namespace Observability.Tests.Hostile;

/// <summary>A service of ours that <see cref="HostileHttp"/> attacks, at one of its ports.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Address">Address and port.</param>
/// <param name="Routes">Paths that answer GET, at least one; the first must answer 200 before and after the attacks.</param>
internal sealed record HostileTarget(string Name, Uri Address, params IReadOnlyList<string> Routes)
{
    /// <summary>Paths that take a body by POST, with the type of the body; empty where there is none.</summary>
    public IReadOnlyList<(string Path, string ContentType)> BodyRoutes { get; init; } = [];

    /// <summary>Value of the Authorization header of somebody who may come in; null where everybody may.</summary>
    public string? Authorization { get; init; }

    /// <summary>Paths that nobody may read without <see cref="Authorization"/>.</summary>
    public IReadOnlyList<string> GuardedRoutes { get; init; } = [];

    /// <summary>Paths whose answer names the host that was asked for, because the server that is stood in for does so.</summary>
    public IReadOnlyList<string> HostRoutes { get; init; } = [];

    /// <summary>The longest body that it takes, in bytes; null where it passes bodies of any length on.</summary>
    public long? LongestBody { get; init; }

    /// <summary>The longest request line and headers that it takes, in bytes. Default: Kestrel's 32 KiB.</summary>
    public int LongestHeaders { get; init; } = 32 * 1024;

    /// <summary>What must never be seen by whoever attacks, nor in what the service writes: passwords, tokens, keys.</summary>
    public IReadOnlyCollection<string> Secrets { get; init; } = [];

    /// <summary>What the service has written so far.</summary>
    public Func<string> ReadLog { get; init; } = static () => string.Empty;

    /// <summary>Its process, whose memory is looked at; null where it runs in the test's own.</summary>
    public int? Pid { get; init; }
}
