namespace CloudScrape;

/// <summary>What the scrapes of one server took.</summary>
internal sealed class Figures
{
    private readonly List<double> _milliseconds = [];
    private readonly List<double> _allocated = [];

    /// <summary>Median time of a scrape in milliseconds.</summary>
    public double Milliseconds => Median(_milliseconds);

    /// <summary>Median memory allocated during a scrape in bytes, by the server and by who scrapes.</summary>
    public double Allocated => Median(_allocated);

    /// <summary>Size of the last answer in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds one scrape.</summary>
    public void Add(double milliseconds, long bytes, long allocated)
    {
        _milliseconds.Add(milliseconds);
        _allocated.Add(allocated);
        Bytes = bytes;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
