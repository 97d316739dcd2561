namespace Observability.StandIns;

/// <summary>Looks after the parts of a program that work side by side.</summary>
internal static class PartsWatch
{
    /// <summary>
    /// Waits for all parts. One that fails ends the program, which says so: the others would go on as if nothing were, and nobody would
    /// hear of it before the stop.
    /// </summary>
    public static async Task RunAsync(IEnumerable<Task> parts, IHostApplicationLifetime lifetime, ILogger logger)
    {
        await foreach (var part in Task.WhenEach(parts))
        {
            if (part.Exception?.InnerException is { } error)
            {
                logger.LogCritical(error, "A part of the program has failed");
                Environment.ExitCode = 1;
                lifetime.StopApplication();
            }
        }
    }
}
