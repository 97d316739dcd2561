namespace Aspire.Hosting.Embedded.Bundle;

/// <summary>Lets one process at a time fetch into a directory.</summary>
internal static class FetchLock
{
    // What the system says of a lock that another process has: EAGAIN on Linux and on macOS, ERROR_SHARING_VIOLATION.
    private const int EagainLinux = 11;
    private const int EagainMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

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
            catch (IOException exception) when (exception.HResult is EagainLinux or EagainMac or SharingViolation)
            {
                // A file lock sends no notice when it is released.
                await Task.Delay(s_retry, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException exception)
            {
                throw new DistributedApplicationException(
                    $"The Aspire bundle is not installed, and {file} cannot be written: {exception.Message} Make room there, or set ASPIRE_HOME to a directory on another disk.", exception);
            }
        }
    }
}
