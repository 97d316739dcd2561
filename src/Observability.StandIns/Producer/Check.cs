using System.Globalization;

namespace Observability.StandIns.Producer;

/// <summary>How a target has answered.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Status">The answer's status; 0 where there was none.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Time">When it was over.</param>
internal sealed record Check(string Target, int Status, TimeSpan Duration, DateTimeOffset Time)
{
    private const int NanosecondsPerTick = 100;

    /// <summary>True where it has answered, and not with an error of its own.</summary>
    public bool IsUp => Status is > 0 and < StatusCodes.Status500InternalServerError;

    /// <summary>As line protocol: <c>check,target=grafana,up=true status=302i,seconds=0.0042 1764121445123456700</c>.</summary>
    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"check,target={Target},up={(IsUp ? "true" : "false")} status={Status}i,seconds={Duration.TotalSeconds:0.0######} {(Time - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick}");
}
