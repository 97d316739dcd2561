namespace Observability.StandIns.Consumer.Configuration;

/// <summary>A queue as it is declared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsDurable">True for one that outlives its broker's restart.</param>
/// <param name="IsPassive">True to look for it instead of making it.</param>
/// <param name="Arguments">Further arguments.</param>
internal sealed record AmqpQueueSettings(
    string Name, bool IsDurable, bool IsPassive, IReadOnlyList<KeyValuePair<string, string>> Arguments);
