namespace Observability.StandIns.Points.InfluxQL.Execution;

/// <summary>
/// Puts runs that are sorted into one order, two at a time. Where times are equal the earlier run comes first. With a handful of series
/// of many points that is far less work than sorting.
/// </summary>
internal static class SortedRuns
{
    /// <summary>The indexes of all times in the order of the times.</summary>
    /// <param name="times">The times, one run after the other.</param>
    /// <param name="ends">Where each run ends.</param>
    public static int[] Merge(long[] times, List<int> ends)
    {
        var (from, to) = (new int[times.Length], new int[times.Length]);
        for (var i = 0; i < from.Length; i++)
        {
            from[i] = i;
        }

        while (ends.Count > 1)
        {
            var merged = new List<int>((ends.Count + 1) / 2);
            for (var run = 0; run < ends.Count; run += 2)
            {
                var (first, middle) = (run == 0 ? 0 : ends[run - 1], ends[run]);
                var end = run + 1 < ends.Count ? ends[run + 1] : middle;
                MergePair(times, from, to, first, middle, end);
                merged.Add(end);
            }

            (from, to, ends) = (to, from, merged);
        }

        return from;
    }

    private static void MergePair(long[] times, int[] from, int[] to, int first, int middle, int end)
    {
        var (left, right) = (first, middle);
        for (var at = first; at < end; at++)
        {
            var isLeft = left < middle && (right >= end || times[from[left]] <= times[from[right]]);
            to[at] = from[isLeft ? left++ : right++];
        }
    }
}
