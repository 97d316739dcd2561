using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Functions.Packages;
using Observability.StandIns.Points.Flux.Functions.Windows;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions;

/// <summary>The functions of the language that the stand-in has (https://docs.influxdata.com/flux/v0/stdlib/).</summary>
internal sealed class FunctionCatalog
{
    private readonly Dictionary<string, FluxValue> _universe = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FluxPackage> _packages = new(StringComparer.Ordinal);

    private FunctionCatalog()
    {
        SourceFunctions.Add(this);
        FilterFunctions.Add(this);
        AggregateFunctions.Add(this);
        SelectorFunctions.Add(this);
        WindowFunctions.Add(this);
        SeriesFunctions.Add(this);
        GroupFunctions.Add(this);
        ColumnFunctions.Add(this);
        RowFunctions.Add(this);
        JoinFunctions.Add(this);
        ConversionFunctions.Add(this);
        TextPackages.Add(this);
        MathPackage.Add(this);
        DatePackage.Add(this);
        SchemaPackages.Add(this);
    }

    /// <summary>The one that there is.</summary>
    public static FunctionCatalog Instance { get; } = new();

    /// <summary>What is known without an import.</summary>
    public IReadOnlyDictionary<string, FluxValue> Universe => _universe;

    /// <summary>Finds a package.</summary>
    public FluxPackage? Package(string path) => _packages.GetValueOrDefault(path);

    /// <summary>Adds a constant that is known without an import.</summary>
    public void Add(string name, FluxValue value) => _universe.Add(name, value);

    /// <summary>Adds a function over tables that are piped in.</summary>
    public void AddPiped(string name, string parameters, Func<FluxArguments, FluxValue> body) =>
        _universe.Add(name, Make(name, "tables", parameters, body));

    /// <summary>Adds a function that is known without an import.</summary>
    public void AddPlain(string name, string parameters, Func<FluxArguments, FluxValue> body) =>
        _universe.Add(name, Make(name, null, parameters, body));

    /// <summary>Adds a constant to a package.</summary>
    public void Add(string path, string name, FluxValue value)
    {
        if (!_packages.TryGetValue(path, out var package))
        {
            _packages.Add(path, package = new FluxPackage(path));
        }

        package.Add(name, value);
    }

    /// <summary>Adds a function to a package.</summary>
    public void Add(string path, string name, string? pipe, string parameters, Func<FluxArguments, FluxValue> body) =>
        Add(path, name, Make($"{path}.{name}", pipe, parameters, body));

    private static FluxValue Make(string name, string? pipe, string parameters, Func<FluxArguments, FluxValue> body)
    {
        string[] names = parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return FluxValue.Of(new FluxFunction(name, pipe, pipe is null ? names : [pipe, .. names], body));
    }
}
