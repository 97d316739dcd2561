using Observability.StandIns.Points.Flux.Tables;

namespace Observability.StandIns.Points.Flux.Functions;

/// <summary>Streams that are made when somebody reads them.</summary>
internal static class Deferred
{
    /// <summary>A stream that is made each time it is read.</summary>
    public static IEnumerable<FluxTable> Stream(Func<IEnumerable<FluxTable>> make)
    {
        foreach (var table in make())
        {
            yield return table;
        }
    }
}
