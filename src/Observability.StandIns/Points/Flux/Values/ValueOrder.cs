namespace Observability.StandIns.Points.Flux.Values;

/// <summary>The order of values: nothing comes first, then by the type's own order.</summary>
internal static class ValueOrder
{
    /// <summary>Compares.</summary>
    public static int Compare(FluxValue left, FluxValue right)
    {
        if (left.Kind != right.Kind)
        {
            return left.IsNumber() && right.IsNumber() ? left.Number.CompareTo(right.Number) : left.Kind.CompareTo(right.Kind);
        }

        return left.Kind switch
        {
            ValueKind.Float => left.Float.CompareTo(right.Float),
            ValueKind.UInt => ((ulong)left.Bits).CompareTo((ulong)right.Bits),
            ValueKind.String => string.CompareOrdinal(left.Text, right.Text),
            _ => left.Bits.CompareTo(right.Bits),
        };
    }

    /// <summary>True for the types that can be added to each other.</summary>
    public static bool IsNumber(this FluxValue value) => value.Kind is ValueKind.Int or ValueKind.UInt or ValueKind.Float;
}
