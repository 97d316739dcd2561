namespace Observability.StandIns.Documents.Aggregations;

/// <summary>Arrays with a place for each bucket, which grow with them.</summary>
internal static class Grown
{
    /// <summary>Makes room for a bucket.</summary>
    public static void Ensure<T>(ref T[] array, int bucket, T fill)
    {
        if (bucket < array.Length)
        {
            return;
        }

        var before = array.Length;
        Array.Resize(ref array, Math.Max(bucket + 1, Math.Max(4, 2 * before)));
        Array.Fill(array, fill, before, array.Length - before);
    }
}
