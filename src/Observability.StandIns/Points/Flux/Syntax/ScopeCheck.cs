using System.Runtime.CompilerServices;

namespace Observability.StandIns.Points.Flux.Syntax;

/// <summary>
/// Finds names that nothing has, before anything runs. Of the language's functions that the stand-in has not, it says so.
/// </summary>
/// <param name="text">The query, for the places in messages.</param>
internal sealed class ScopeCheck(string text)
{
    // What Flux has without an import (https://docs.influxdata.com/flux/v0/stdlib/universe/) and the stand-in has not.
    private static readonly HashSet<string> s_unsupported = new(StringComparer.Ordinal)
    {
        "bytes", "chandeMomentumOscillator", "covariance", "cov", "doubleEMA", "exponentialMovingAverage", "fieldsAsCols", "highestAverage",
        "highestCurrent", "highestMax", "histogram", "histogramQuantile", "holtWinters", "hourSelection", "kaufmansAMA", "kaufmansER",
        "linearBins", "logarithmicBins", "lowestAverage", "lowestCurrent", "lowestMin", "pearsonr", "relativeStrengthIndex", "sample",
        "stateCount", "stateDuration", "stateTracking", "timedMovingAverage", "timeWeightedAvg", "to", "tripleEMA",
        "tripleExponentialDerivative", "truncateTimeColumn", "wideTo", "monthsBetween", "toBytes",
    };

    /// <summary>Checks a query.</summary>
    /// <param name="statements">Its statements.</param>
    /// <param name="known">Names that are known without an import.</param>
    /// <exception cref="FluxException">A name stands for nothing.</exception>
    public void Check(IReadOnlyList<FluxNode> statements, IEnumerable<string> known) => Check(statements, new Names(null, [.. known]));

    private void Check(IEnumerable<FluxNode> statements, Names names)
    {
        foreach (var statement in statements)
        {
            Check(statement, names);
            switch (statement)
            {
                case FluxNode.Assignment assignment:
                    names.Own.Add(assignment.Name);
                    break;
                case FluxNode.Import import:
                    names.Own.Add(import.Name);
                    break;
            }
        }
    }

    private void Check(FluxNode? node, Names names)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case FluxNode.Identifier name when !names.Contains(name.Name):
                var reason = s_unsupported.Contains(name.Name) ? ": this stand-in for InfluxDB does not support it" : string.Empty;
                throw new FluxException($"compilation failed: error @{FluxLexer.Place(text, name.Position)}: undefined identifier {name.Name}{reason}");
            case FluxNode.FunctionLiteral function:
                foreach (var parameter in function.Parameters)
                {
                    Check(parameter.Default, names);
                }

                var inner = new Names(names, [.. function.Parameters.Select(parameter => parameter.Name)]);
                if (function.Body is FluxNode.Block block)
                {
                    Check(block.Statements, inner);
                }
                else
                {
                    Check(function.Body, inner);
                }

                break;
            default:
                foreach (var child in Children(node))
                {
                    Check(child, names);
                }

                break;
        }
    }

    private static List<FluxNode?> Children(FluxNode? node) => node switch
    {
        FluxNode.Interpolation interpolation => [.. interpolation.Parts],
        FluxNode.ArrayLiteral array => [.. array.Items],
        FluxNode.RecordLiteral record => [record.With, .. record.Properties.Select(property => property.Value)],
        FluxNode.Call call => [call.Pipe, call.Callee, .. call.Arguments.Select(argument => argument.Value)],
        FluxNode.Member member => [member.Object],
        FluxNode.Index index => [index.Object, index.Which],
        FluxNode.Unary unary => [unary.Operand],
        FluxNode.Binary binary => [binary.Left, binary.Right],
        FluxNode.Logical logical => [logical.Left, logical.Right],
        FluxNode.Conditional conditional => [conditional.Test, conditional.Then, conditional.Else],
        FluxNode.Assignment assignment => [assignment.Value],
        FluxNode.Return result => [result.Value],
        _ => [],
    };

    private sealed record Names(Names? Outer, HashSet<string> Own)
    {
        public bool Contains(string name) => Own.Contains(name) || Outer?.Contains(name) == true;
    }
}
