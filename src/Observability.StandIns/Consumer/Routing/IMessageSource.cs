namespace Observability.StandIns.Consumer.Routing;

/// <summary>Who hands messages out and takes their outcome: one connection to a broker.</summary>
internal interface IMessageSource
{
    /// <summary>True once outcomes cannot be told any more: the broker hands out anew what was open.</summary>
    bool IsClosed { get; }

    /// <summary>A message's outcome is there. Called from any thread; must not wait.</summary>
    void OnSettled(Message message);
}
