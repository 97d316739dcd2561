namespace Observability.StandIns.Consumer.Configuration;

/// <summary>An exchange as it is declared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type: <c>topic</c>, <c>direct</c>, <c>fanout</c>, <c>headers</c>.</param>
/// <param name="IsDurable">True for one that outlives its broker's restart.</param>
/// <param name="IsPassive">True to look for it instead of making it.</param>
/// <param name="Arguments">Further arguments.</param>
internal sealed record AmqpExchangeSettings(
    string Name, string Type, bool IsDurable, bool IsPassive, IReadOnlyList<KeyValuePair<string, string>> Arguments);
