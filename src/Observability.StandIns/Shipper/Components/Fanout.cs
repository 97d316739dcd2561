namespace Observability.StandIns.Shipper.Components;

/// <summary>Hands each line to every receiver of a list.</summary>
internal sealed class Fanout(IReadOnlyList<IReceiver> receivers)
{
    /// <summary>Hands a line on; each but the first gets a copy, as a receiver may change what it gets.</summary>
    public async ValueTask SendAsync(LogEntry entry, CancellationToken cancellationToken)
    {
        var copies = receivers.Count < 2 ? [] : receivers.Skip(1).Select(_ => entry.Copy()).ToList();
        for (var i = 0; i < receivers.Count; i++)
        {
            await receivers[i].ReceiveAsync(i == 0 ? entry : copies[i - 1], cancellationToken);
        }
    }
}
