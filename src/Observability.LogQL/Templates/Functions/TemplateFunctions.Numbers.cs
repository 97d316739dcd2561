using Observability.LogQL.Text;

namespace Observability.LogQL.Templates.Functions;

/// <content>Functions of numbers. They take numbers in any form; what is none counts as 0.</content>
internal static partial class TemplateFunctions
{
    private static IEnumerable<(string Name, TemplateFunction Function)> Numbers() =>
    [
        ("int", Of(1, call => GoValue.ToWhole(call[0]))),
        ("float64", Of(1, call => GoValue.ToNumber(call[0]))),
        ("add", Of(0, int.MaxValue, call => Fold(call, 0, (sum, value) => unchecked(sum + value)))),
        ("sub", Of(2, call => unchecked(GoValue.ToWhole(call[0]) - GoValue.ToWhole(call[1])))),
        ("mul", Of(1, int.MaxValue, call => Fold(call, 1, (product, value) => unchecked(product * value)))),
        ("div", Of(2, call => Divide(GoValue.ToWhole(call[0]), GoValue.ToWhole(call[1])).Quotient)),
        ("mod", Of(2, call => Divide(GoValue.ToWhole(call[0]), GoValue.ToWhole(call[1])).Remainder)),
        ("max", Of(1, int.MaxValue, call => call.Values.Max(GoValue.ToWhole))),
        ("min", Of(1, int.MaxValue, call => call.Values.Min(GoValue.ToWhole))),
        ("addf", Of(0, int.MaxValue, call => call.Values.Count == 0 ? 0.0 : Exactly(call, (a, b) => a + b, (a, b) => a + b))),
        ("subf", Of(1, int.MaxValue, call => Exactly(call, (a, b) => a - b, (a, b) => a - b))),
        ("mulf", Of(1, int.MaxValue, call => Exactly(call, (a, b) => a * b, (a, b) => a * b))),
        ("divf", Of(1, int.MaxValue, call => Exactly(call, (a, b) => a / b, (a, b) => a / b))),
        ("maxf", Of(1, int.MaxValue, call => call.Values.Select(GoValue.ToNumber).Aggregate(Math.Max))),
        ("minf", Of(1, int.MaxValue, call => call.Values.Select(GoValue.ToNumber).Aggregate(Math.Min))),
        ("ceil", Of(1, call => Math.Ceiling(GoValue.ToNumber(call[0])))),
        ("floor", Of(1, call => Math.Floor(GoValue.ToNumber(call[0])))),
        ("round", Of(2, 3, call =>
            Round(GoValue.ToNumber(call[0]), call.Whole(1), call.Values.Count > 2 ? GoValue.ToNumber(call[2]) : 0.5))),
        ("bytes", Of(1, call => ByteSizeText.TryParse(call.Text(0), out var size)
            ? (double)size
            : throw new TemplateException($"{GoText.Quote(call.Text(0))} is not a size in bytes"))),
        ("duration", Of(1, call => Seconds(call.Text(0)))),
        ("duration_seconds", Of(1, call => Seconds(call.Text(0)))),
    ];

    private static long Fold(TemplateArguments call, long start, Func<long, long, long> combine) =>
        call.Values.Aggregate(start, (result, value) => combine(result, GoValue.ToWhole(value)));

    private static (long Quotient, long Remainder) Divide(long dividend, long divisor) => divisor switch
    {
        0 => throw new TemplateException("runtime error: integer divide by zero"),
        -1 => (unchecked(-dividend), 0),
        _ => Math.DivRem(dividend, divisor),
    };

    // In decimals where that is possible, so that 0.1 and 0.2 are 0.3, as they are in Loki.
    private static double Exactly(TemplateArguments call, Func<decimal, decimal, decimal> exact, Func<double, double, double> rounded)
    {
        var numbers = call.Values.Select(GoValue.ToNumber).ToList();
        try
        {
            return (double)numbers.ConvertAll(number => (decimal)number).Aggregate(exact);
        }
        catch (OverflowException)
        {
            return numbers.Aggregate(rounded);
        }
        catch (DivideByZeroException)
        {
            throw new TemplateException("decimal division by 0");
        }
    }

    private static double Round(double value, int places, double roundOn)
    {
        var power = Math.Pow(10, places);
        var digit = power * value;
        var whole = Math.Truncate(digit);
        var isUp = Math.Abs(digit - whole) >= roundOn;
        return (isUp ? whole + Math.Sign(value) : whole) / power;
    }

    private static double Seconds(string text) => DurationText.TryParseGo(text, out var nanoseconds)
        ? nanoseconds / (double)DurationText.Second
        : throw new TemplateException($"time: invalid duration {GoText.Quote(text)}");
}
