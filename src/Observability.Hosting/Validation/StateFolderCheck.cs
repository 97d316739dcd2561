using System.Globalization;

namespace Observability.Hosting.Validation;

/// <summary>Takes the state folder for this run and looks whether there is room.</summary>
internal sealed class StateFolderCheck(Stack stack) : IStackCheck
{
    /// <summary>Prometheus preallocates its first write-ahead segment and its active-query file; less than this fails within minutes.</summary>
    private const long MinimumFreeBytes = 64L << 20;

    /// <inheritdoc />
    public Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken)
    {
        stack.OpenState();
        return Task.FromResult(FindShortage(stack.State.Root, new DriveInfo(stack.State.Root).AvailableFreeSpace));
    }

    /// <summary>Says what is wrong when too little space is free.</summary>
    internal static IReadOnlyList<Problem> FindShortage(string folder, long freeBytes) => freeBytes >= MinimumFreeBytes
        ? []
        :
        [
            new Problem(
                "stack",
                "Stack:StateFolder",
                string.Create(CultureInfo.InvariantCulture, $"{folder} has {freeBytes >> 20} MiB free, at least {MinimumFreeBytes >> 20} MiB are needed"),
                "Free space there, or name another folder."),
        ];
}
