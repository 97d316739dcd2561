namespace Observability.StandIns.Shipper.Files;

/// <summary>How files are followed.</summary>
/// <param name="Poll">How often a file is asked for more.</param>
/// <param name="FromEnd">True to begin at the end of a file that has no position.</param>
/// <param name="Clock">Tells the time of a line.</param>
internal sealed record TailSettings(TimeSpan Poll, bool FromEnd, TimeProvider Clock);
