using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions.Packages;

/// <summary>The package <c>math</c>.</summary>
internal static class MathPackage
{
    private const string Path = "math";

    private static readonly (string Name, Func<double, double> Compute)[] s_functions =
    [
        ("abs", Math.Abs), ("acos", Math.Acos), ("acosh", Math.Acosh), ("asin", Math.Asin), ("asinh", Math.Asinh), ("atan", Math.Atan),
        ("atanh", Math.Atanh), ("cbrt", Math.Cbrt), ("ceil", Math.Ceiling), ("cos", Math.Cos), ("cosh", Math.Cosh), ("exp", Math.Exp),
        ("exp2", static x => Math.Pow(2, x)), ("expm1", static x => Math.Exp(x) - 1), ("floor", Math.Floor), ("log", Math.Log),
        ("log10", Math.Log10), ("log1p", static x => Math.Log(1 + x)), ("log2", Math.Log2), ("sin", Math.Sin), ("sinh", Math.Sinh),
        ("sqrt", Math.Sqrt), ("tan", Math.Tan), ("tanh", Math.Tanh), ("trunc", Math.Truncate),
        ("round", static x => Math.Round(x, MidpointRounding.AwayFromZero)),
            ("roundtoeven", static x => Math.Round(x, MidpointRounding.ToEven)),
    ];

    private static readonly (string Name, string Other, Func<double, double, double> Compute)[] s_pairs =
    [
        ("pow", "y", Math.Pow), ("mod", "y", static (x, y) => x % y), ("hypot", "q", static (x, y) => Math.Sqrt((x * x) + (y * y))),
        ("mMax", "y", Math.Max), ("mMin", "y", Math.Min), ("dim", "y", static (x, y) => Math.Max(x - y, 0)),
            ("remainder", "y", Math.IEEERemainder),
        ("atan2", "x", Math.Atan2), ("copysign", "y", Math.CopySign),
    ];

    /// <summary>Adds it.</summary>
    public static void Add(FunctionCatalog catalog)
    {
        foreach (var (name, compute) in s_functions)
        {
            catalog.Add(Path, name, null, "x", arguments => FluxValue.Of(compute(arguments.Number("x"))));
        }

        foreach (var (name, other, compute) in s_pairs)
        {
            var first = name switch { "hypot" => "p", "atan2" => "y", _ => "x" };
            catalog.Add(Path, name, null, $"{first} {other}", arguments =>
                FluxValue.Of(compute(arguments.Number(first), arguments.Number(other))));
        }

        catalog.Add(Path, "isNaN", null, "f", static arguments => FluxValue.Of(double.IsNaN(arguments.Number("f"))));
        catalog.Add(Path, "isInf", null, "f sign", static arguments => FluxValue.Of(
            double.IsInfinity(arguments.Number("f")) && Math.Sign(arguments.Number("f")) * Math.Sign(arguments.Int("sign")) >= 0));
        catalog.Add(Path, "NaN", null, string.Empty, static _ => FluxValue.Of(double.NaN));
        catalog.Add(Path, "mInf", null, "sign", static arguments => FluxValue.Of(
            arguments.Int("sign") >= 0 ? double.PositiveInfinity : double.NegativeInfinity));
        (string, double)[] constants =
            [("pi", Math.PI), ("e", Math.E), ("sqrt2", Math.Sqrt(2)), ("ln2", Math.Log(2)), ("ln10", Math.Log(10)),
            ("maxfloat", double.MaxValue)];
        foreach (var (name, value) in constants)
        {
            catalog.Add(Path, name, FluxValue.Of(value));
        }

        catalog.Add(Path, "maxint", FluxValue.Of(long.MaxValue));
        catalog.Add(Path, "minint", FluxValue.Of(long.MinValue));
        catalog.Add(Path, "maxuint", FluxValue.Of(ulong.MaxValue));
    }
}
