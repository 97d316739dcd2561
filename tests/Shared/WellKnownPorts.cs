namespace Observability.Tests;

/// <summary>
/// A stack that is kept asks for its servers' well-known ports, and two that are started at the same moment find the same ones free: tests
/// of such stacks take turns, across all test programs of a user.
/// </summary>
internal sealed class WellKnownPorts : IDisposable
{
    private static readonly Deadline s_turn = new("turn of the well-known ports", TimeSpan.FromMinutes(5));

    private readonly FileStream _lock;

    private WellKnownPorts(FileStream @lock) => _lock = @lock;

    /// <summary>Waits until no other test has them.</summary>
    public static async Task<WellKnownPorts> TakeTurnAsync() => new(await Eventually.BecomesAsync(
        "the well-known ports are for this test",
        // Each user's own: in a folder of everybody's nobody may open another's, root included (fs.protected_regular).
        () => new FileStream(
            Path.Combine(Path.GetTempPath(), $"obs-test-well-known-ports-{Environment.UserName}.lock"),
            FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None),
        _ => true,
        s_turn));

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
