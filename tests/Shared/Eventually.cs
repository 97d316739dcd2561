namespace Observability.Tests;

/// <summary>Polls until something is so, or a named deadline is over; the failure tells what was seen last.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Reads until the value fits and returns it. An exception of <paramref name="read"/> counts as "not yet" and is
    /// in the message when it stays so (a server that is not up yet refuses connections).
    /// </summary>
    /// <param name="what">The expectation, in words: <c>the alert reaches Alertmanager</c>.</param>
    /// <param name="read">Reads the current value.</param>
    /// <param name="fits">Decides whether the value is the one expected.</param>
    /// <param name="deadline">How long to go on.</param>
    /// <param name="describe">Renders the value for the message; by default its <c>ToString</c>, for a list those of its items.</param>
    public static async Task<T> BecomesAsync<T>(
        string what,
        Func<CancellationToken, Task<T>> read,
        Func<T, bool> fits,
        Deadline deadline,
        Func<T, string>? describe = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(deadline.Time);
        var lastSeen = "nothing yet";
        var pause = s_firstPause;
        while (true)
        {
            try
            {
                var value = await read(timeout.Token);
                if (fits(value))
                {
                    return value;
                }

                lastSeen = describe?.Invoke(value) ?? Describe(value);
            }
            catch (Exception e) when (e is not OperationCanceledException || !timeout.IsCancellationRequested)
            {
                lastSeen = $"{e.GetType().Name}: {e.Message}";
            }
            catch (OperationCanceledException)
            {
                // Over; what was seen before tells more than the cancellation does.
            }

            if (timeout.IsCancellationRequested || TimeProvider.System.GetElapsedTime(started) >= deadline.Time)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                Assert.Fail($"{what}: not within {deadline.Time.TotalSeconds:0.#} s (deadline '{deadline.Name}'). Last seen: {lastSeen}");
            }

            await Task.Delay(pause, timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 1.5 < s_longestPause ? pause * 1.5 : s_longestPause;
        }
    }

    /// <summary>As the other overload, for a value that is at hand without waiting.</summary>
    public static Task<T> BecomesAsync<T>(string what, Func<T> read, Func<T, bool> fits, Deadline deadline, Func<T, string>? describe = null) =>
        BecomesAsync(what, _ => Task.FromResult(read()), fits, deadline, describe);

    /// <summary>Polls until the condition holds.</summary>
    public static Task HoldsAsync(string what, Func<bool> condition, Deadline deadline) =>
        BecomesAsync(what, condition, holds => holds, deadline);

    /// <summary>Polls until the condition holds.</summary>
    public static Task HoldsAsync(string what, Func<CancellationToken, Task<bool>> condition, Deadline deadline) =>
        BecomesAsync(what, condition, holds => holds, deadline);

    private static string Describe(object? value) => value switch
    {
        null => "null",
        string text => text,
        System.Collections.IEnumerable items => $"[{string.Join(", ", items.Cast<object?>())}]",
        _ => value.ToString() ?? "null",
    };
}
