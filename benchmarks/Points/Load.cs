using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Points;

/// <summary>The points: a reading every ten seconds in each series, sent 5,000 lines at a time by two clients.</summary>
internal sealed class Load
{
    /// <summary>How many series there are.</summary>
    public const int Series = 20;

    private const long Begin = 1_600_000_000;
    private const int Step = 10;
    private const int LinesOfARequest = 5_000;
    private const int Clients = 2;
    private readonly List<byte[]> _requests = [];
    private readonly int _points;

    /// <summary>Makes them.</summary>
    public Load(int points)
    {
        _points = points;
        for (var first = 0; first < points; first += LinesOfARequest)
        {
            var text = new StringBuilder();
            for (var i = first; i < Math.Min(points, first + LinesOfARequest); i++)
            {
                var value = 50 + (40 * Math.Sin(i / 500d));
                text.Append(CultureInfo.InvariantCulture,
                    $"cpu,host=server-{i % Series},region=eu v={value:0.000} {Begin + (i / Series * Step)}\n");
            }

            _requests.Add(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    /// <summary>The condition on time that has all of them.</summary>
    public string Range => string.Create(CultureInfo.InvariantCulture, $"time >= {Begin}s AND time < {End}s");

    private long End => Begin + ((_points / Series + 1) * Step);

    /// <summary>A Flux query over all of them.</summary>
    public string Flux(string rest) => string.Create(
        CultureInfo.InvariantCulture,
        $"from(bucket: \"{Server.Bucket}\") |> range(start: {Begin}, stop: {End}) |> filter(fn: (r) => r._measurement == \"cpu\" and r._field == \"v\") |> {rest}");

    /// <summary>Writes all of them; returns points a second.</summary>
    public async Task<double> WriteAsync(Server server, string path)
    {
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            _requests, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (request, _) =>
                await server.PostAsync(path, request));
        return _points / clock.Elapsed.TotalSeconds;
    }
}
