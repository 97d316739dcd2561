using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.LineProtocol;

/// <summary>A field of a line.</summary>
/// <param name="Name">Its name as it was sent.</param>
/// <param name="Type">Type of its value.</param>
/// <param name="Bits">A number's or boolean's bits.</param>
/// <param name="Text">A text as it was sent, without the quotes.</param>
internal readonly record struct ParsedField(Range Name, FieldType Type, long Bits, Range Text);
