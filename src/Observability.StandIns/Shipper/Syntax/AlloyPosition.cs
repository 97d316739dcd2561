using System.Globalization;

namespace Observability.StandIns.Shipper.Syntax;

/// <summary>Where something stands in a file, both counted from 1.</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The character of the line.</param>
internal readonly record struct AlloyPosition(int Line, int Column)
{
    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column}");
}
