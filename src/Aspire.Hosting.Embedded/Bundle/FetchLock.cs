namespace Aspire.Hosting.Embedded.Bundle;

/// <summary>Lets one process at a time fetch into a directory.</summary>
internal static class FetchLock
{
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(250);

    /// <summary>Completes when it is this process's turn; disposing of the result ends the turn, and so does the end of the process.</summary>
    public static async Task<IAsyncDisposable> AcquireAsync(string home, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(home);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The Aspire bundle is not installed, and the directory {home} for it cannot be made: {exception.Message} Set ASPIRE_HOME to a directory that can be written.", exception);
        }

        var file = Path.Combine(home, ".fetch-lock");
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException exception)
            {
                throw new DistributedApplicationException(
                    $"The Aspire bundle is not installed, and {home} cannot be written. Set ASPIRE_HOME to a directory that can.", exception);
            }
            catch (IOException)
            {
                // A file lock sends no notice when it is released.
                await Task.Delay(s_retry, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
