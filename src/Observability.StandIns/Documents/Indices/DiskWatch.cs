namespace Observability.StandIns.Documents.Indices;

/// <summary>
/// Looks at the room on the disk before it is gone: below the flood-stage watermark no document is taken
/// (https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/cluster-level-shard-allocation-routing-settings).
/// </summary>
internal sealed class DiskWatch(string folder, long leastFree, TimeProvider clock)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private readonly DriveInfo _drive = new(folder);
    private long _looked;
    private bool _isLow;

    /// <summary>True where less is free than must be. It is looked at once a second.</summary>
    public bool IsLow
    {
        get
        {
            if (leastFree > 0 && (_looked == 0 || clock.GetElapsedTime(_looked) > s_pause))
            {
                _isLow = _drive.AvailableFreeSpace < leastFree;
                _looked = clock.GetTimestamp();
            }

            return _isLow;
        }
    }
}
