namespace Observability.StandIns.Points.LineProtocol;

/// <summary>A line that is well formed; the ranges are of the request's body.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Key">Measurement and tags, as they were sent.</param>
/// <param name="Fields">Which of the parsed fields are its own.</param>
/// <param name="Time">Nanoseconds since 1970.</param>
internal readonly record struct ParsedLine(int Number, Range Key, Range Fields, long Time);
