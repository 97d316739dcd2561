namespace Observability.StandIns.Shipper.Files;

/// <summary>How far a file has been shipped.</summary>
/// <param name="Offset">Everything before it has.</param>
/// <param name="Head">By which the file is known again; null where nobody has noted it.</param>
internal sealed record FilePosition(long Offset, FileHead? Head);
