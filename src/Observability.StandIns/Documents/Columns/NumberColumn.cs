namespace Observability.StandIns.Documents.Columns;

/// <summary>Numbers, dates and booleans. A decimal number is kept as a whole one that has the same order.</summary>
internal sealed class NumberColumn : Column<long>
{
    /// <summary>The whole number that stands for a decimal one.</summary>
    public static long Encode(double value) => Flip(BitConverter.DoubleToInt64Bits(value));

    /// <summary>The decimal number that a whole one stands for.</summary>
    public static double Decode(long value) => BitConverter.Int64BitsToDouble(Flip(value));

    // Negative numbers have their order the other way round in their bits.
    private static long Flip(long bits) => bits ^ ((bits >> 63) & long.MaxValue);
}
