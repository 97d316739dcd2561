using System.Text;

namespace Observability.Hosting.Alloy;

/// <summary>
/// A block of Alloy's configuration language with its attributes and blocks in writing order
/// (https://grafana.com/docs/alloy/latest/get-started/configuration-syntax/syntax/), laid out as <c>alloy fmt</c> does.
/// </summary>
internal sealed class AlloyBlock
{
    private readonly List<(string Name, AlloyValue Value)> _attributes = [];
    private readonly List<AlloyBlock> _blocks = [];

    /// <summary>Names a block.</summary>
    /// <param name="name">Its type, for example <c>loki.write</c>.</param>
    /// <param name="label">Tells components of one type apart; what an identifier cannot have becomes an underscore.</param>
    public AlloyBlock(string name, string? label = null)
    {
        Name = name;
        Label = label is null ? null : ToIdentifier(label);
    }

    /// <summary>Its type.</summary>
    public string Name { get; }

    /// <summary>Its label, or null where the type takes none.</summary>
    public string? Label { get; }

    /// <summary>Adds an attribute unless the value is null.</summary>
    public AlloyBlock Set(string name, AlloyValue? value)
    {
        if (value is not null)
        {
            _attributes.Add((name, value));
        }

        return this;
    }

    /// <summary>Adds a block within this one.</summary>
    public AlloyBlock Add(AlloyBlock block)
    {
        _blocks.Add(block);
        return this;
    }

    /// <summary>Adds blocks within this one.</summary>
    public AlloyBlock Add(IEnumerable<AlloyBlock> blocks)
    {
        _blocks.AddRange(blocks);
        return this;
    }

    /// <summary>A file of blocks.</summary>
    public static string Write(IEnumerable<AlloyBlock> blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            block.Write(text.Length > 0 ? text.Append('\n') : text, depth: 0);
        }

        return text.ToString();
    }

    private void Write(StringBuilder text, int depth)
    {
        var indent = new string('\t', depth);
        text.Append(indent).Append(Name);
        if (Label is not null)
        {
            text.Append(" \"").Append(Label).Append('"');
        }

        if (_attributes.Count + _blocks.Count == 0)
        {
            text.Append(" { }\n");
            return;
        }

        text.Append(" {\n");
        var width = _attributes.Select(attribute => attribute.Name.Length).DefaultIfEmpty().Max();
        foreach (var (name, value) in _attributes)
        {
            text.Append(indent).Append('\t').Append(name.PadRight(width)).Append(" = ").Append(value.Source).Append('\n');
        }

        var first = _attributes.Count == 0;
        foreach (var block in _blocks)
        {
            block.Write(first ? text : text.Append('\n'), depth + 1);
            first = false;
        }

        text.Append(indent).Append("}\n");
    }

    private static string ToIdentifier(string text)
    {
        var letters = string.Concat(text.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
        return letters.Length == 0 || char.IsAsciiDigit(letters[0]) ? "_" + letters : letters;
    }
}
