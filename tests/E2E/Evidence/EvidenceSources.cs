using System.Collections.Concurrent;

namespace Observability.E2E.Evidence;

/// <summary>The stacks that run now. Real servers are tested one after the other, so these are the ones that a failing test has used.</summary>
internal static class EvidenceSources
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly ConcurrentDictionary<IEvidenceSource, bool> s_live = new();

    /// <summary>Adds one.</summary>
    public static void Add(IEvidenceSource source) => s_live[source] = true;

    /// <summary>Takes one away, once it is about to end.</summary>
    public static void Remove(IEvidenceSource source) => s_live.TryRemove(source, out _);

    /// <summary>Writes what all of them know. What cannot be written is said in a file, as the test's own failure is what counts.</summary>
    public static async Task WriteAsync(string folder)
    {
        foreach (var source in s_live.Keys)
        {
            using var patience = new CancellationTokenSource(s_patience);
            try
            {
                await source.WriteAsync(folder, patience.Token);
            }
            catch (Exception error)
            {
                await File.AppendAllTextAsync(Path.Combine(folder, "missing.txt"), $"{source.GetType().Name}: {error.Message}{Environment.NewLine}", CancellationToken.None);
            }
        }
    }
}
