using System.Collections.ObjectModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>Facts that steps gather and that the user sees when the pipeline has ended. Safe for concurrent steps.</summary>
public sealed class PipelineSummary
{
    private readonly Lock _gate = new();
    private readonly List<PipelineSummaryItem> _items = [];

    /// <summary>The facts so far, in the order in which they were added.</summary>
    public ReadOnlyCollection<PipelineSummaryItem> Items
    {
        get
        {
            lock (_gate)
            {
                return Array.AsReadOnly(_items.ToArray());
            }
        }
    }

    /// <summary>Adds a fact in plain text.</summary>
    public void Add(string key, string value) => Add(new PipelineSummaryItem(key, value, enableMarkdown: false));

    /// <summary>Adds a fact in Markdown.</summary>
    public void Add(string key, MarkdownString value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Add(new PipelineSummaryItem(key, value.Value, enableMarkdown: true));
    }

    private void Add(PipelineSummaryItem item)
    {
        lock (_gate)
        {
            _items.Add(item);
        }
    }
}
