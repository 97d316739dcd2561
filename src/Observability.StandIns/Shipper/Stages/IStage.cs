namespace Observability.StandIns.Shipper.Stages;

/// <summary>A stage that looks at one line at a time.</summary>
internal interface IStage
{
    /// <summary>Changes a line.</summary>
    /// <returns>False where it is to be left out.</returns>
    bool Process(LogEntry entry);
}
