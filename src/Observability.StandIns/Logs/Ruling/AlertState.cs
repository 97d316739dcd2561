namespace Observability.StandIns.Logs.Ruling;

/// <summary>How far an alert is.</summary>
internal enum AlertState
{
    /// <summary>It holds, not long enough yet.</summary>
    Pending,

    /// <summary>It fires.</summary>
    Firing,

    /// <summary>It has fired and does so no more.</summary>
    Inactive,
}
