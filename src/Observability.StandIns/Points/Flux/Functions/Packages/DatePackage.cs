using System.Globalization;
using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Functions.Windows;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions.Packages;

/// <summary>The package <c>date</c>; times are in UTC.</summary>
internal static class DatePackage
{
    private const string Path = "date";
    private const int MonthsOfQuarter = 3;

    private static readonly (string Name, Func<DateTime, int> Get)[] s_parts =
    [
        ("second", static date => date.Second), ("minute", static date => date.Minute), ("hour", static date => date.Hour),
        ("weekDay", static date => (int)date.DayOfWeek), ("monthDay", static date => date.Day), ("yearDay", static date => date.DayOfYear),
        ("month", static date => date.Month), ("year", static date => date.Year), ("week", ISOWeek.GetWeekOfYear),
        ("quarter", static date => ((date.Month - 1) / MonthsOfQuarter) + 1),
    ];

    /// <summary>Adds it.</summary>
    public static void Add(FunctionCatalog catalog)
    {
        foreach (var (name, get) in s_parts)
        {
            catalog.Add(Path, name, null, "t location", arguments => FluxValue.Of((long)get(FluxTime.ToDate(Time(arguments, "t")))));
        }

        foreach (var (name, length) in new[] { ("millisecond", 1_000_000L), ("microsecond", 1_000L), ("nanosecond", 1L) })
        {
            catalog.Add(Path, name, null, "t location", arguments =>
            {
                var rest = Time(arguments, "t") % FluxTime.Second;
                return FluxValue.Of((rest < 0 ? rest + FluxTime.Second : rest) / length);
            });
        }

        catalog.Add(Path, "truncate", null, "t unit location", static arguments =>
        {
            var windows = new WindowSet(arguments.Duration("unit"), arguments.Duration("unit"), new FluxDuration(0, 0));
            return FluxValue.OfTime(windows.Start(windows.Find(Time(arguments, "t"))));
        });
        catalog.Add(Path, "add", null, "d to location", static arguments =>
            FluxValue.OfTime(arguments.Duration("d").AddTo(Time(arguments, "to"))));
        catalog.Add(Path, "sub", null, "d from location", static arguments =>
            FluxValue.OfTime(arguments.Duration("d").Negate().AddTo(Time(arguments, "from"))));
        catalog.Add(Path, "time", null, "t location", static arguments => FluxValue.OfTime(Time(arguments, "t")));
        string[] days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
        for (var day = 0; day < days.Length; day++)
        {
            catalog.Add(Path, days[day], FluxValue.Of((long)day));
        }
    }

    private static long Time(FluxArguments arguments, string name) =>
        arguments.Has("location") ? throw FluxException.NotSupported("dates in a time zone (location)") : arguments.Time(name);
}
