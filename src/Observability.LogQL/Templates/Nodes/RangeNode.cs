using Observability.LogQL.Pipeline;

namespace Observability.LogQL.Templates.Nodes;

/// <summary><c>{{range $key, $value := …}} … {{else}} … {{end}}</c>: over a list, a map in the order of its keys, or a number.</summary>
/// <param name="items">What it goes over.</param>
/// <param name="key">A variable for the key or the index; null for none.</param>
/// <param name="value">A variable for the item; null for none.</param>
/// <param name="body">What is written for each item.</param>
/// <param name="otherwise">What is written where there is none.</param>
internal sealed class RangeNode(
    PipelineNode items, string? key, string? value, IReadOnlyList<TemplateNode> body, IReadOnlyList<TemplateNode> otherwise) : TemplateNode
{
    /// <inheritdoc />
    public override LoopSignal Execute(TemplateScope scope)
    {
        var dot = scope.Dot;
        var variables = scope.VariableCount;
        var isEmpty = true;
        foreach (var (itemKey, item) in Enumerate(items.Evaluate(scope)))
        {
            isEmpty = false;
            if (key is not null)
            {
                scope.Declare(key, itemKey);
            }

            if (value is not null)
            {
                scope.Declare(value, item);
            }

            scope.Dot = item;
            var signal = ExecuteAll(body, scope);
            scope.Forget(variables);
            if (signal == LoopSignal.Break)
            {
                break;
            }
        }

        scope.Dot = dot;
        return isEmpty ? ExecuteAll(otherwise, scope) : LoopSignal.None;
    }

    private static IEnumerable<(object? Key, object? Item)> Enumerate(object? value) => value switch
    {
        null => [],
        List<object?> list => list.Select((item, index) => ((object?)(long)index, item)),
        SortedDictionary<string, object?> map => map.Select(pair => ((object?)pair.Key, pair.Value)),
        LineLabels labels => labels.ToSortedList().Select(label => ((object?)label.Name, (object?)label.Text)),
        long count => Count(count).Select(index => ((object?)index, (object?)index)),
        _ => throw new TemplateException($"range can't iterate over {GoFormat.Print(value)}"),
    };

    private static IEnumerable<long> Count(long count)
    {
        TemplateScope.CheckLength(count);
        for (long i = 0; i < count; i++)
        {
            yield return i;
        }
    }
}
