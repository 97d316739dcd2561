using System.Text;
using Observability.LogQL.Pipeline;

namespace Observability.LogQL.Templates;

/// <summary>What a template sees and writes while it runs for one line.</summary>
/// <param name="line">The line, with its labels.</param>
internal sealed class TemplateScope(Line line)
{
    // A loop over a repeated text can write without end; no line is longer than this.
    private const int LongestOutput = 1 << 20;

    private readonly List<(string Name, object? Value)> _variables = [];
    private readonly StringBuilder _output = new();

    /// <summary>The line.</summary>
    public Line Line => line;

    /// <summary>What a dot stands for; the labels at first.</summary>
    public object? Dot { get; set; } = line.Labels;

    /// <summary>How many variables there are.</summary>
    public int VariableCount => _variables.Count;

    /// <summary>What was written.</summary>
    public string Output => _output.ToString();

    /// <summary>Writes a text.</summary>
    public void Write(string text)
    {
        _output.Append(text);
        CheckLength(_output.Length);
    }

    /// <summary>Fails where a text that is about to be made would be too long.</summary>
    public static void CheckLength(long length)
    {
        if (length > LongestOutput)
        {
            throw new TemplateException("the output of the template is too long");
        }
    }

    /// <summary>Makes a variable.</summary>
    public void Declare(string name, object? value) => _variables.Add((name, value));

    /// <summary>Changes a variable.</summary>
    public void Assign(string name, object? value) => _variables[IndexOf(name)] = (name, value);

    /// <summary>The value of a variable; the one without a name is the labels.</summary>
    public object? Get(string name) => name.Length == 0 ? line.Labels : _variables[IndexOf(name)].Value;

    /// <summary>Forgets the variables of a block.</summary>
    public void Forget(int count) => _variables.RemoveRange(count, _variables.Count - count);

    private int IndexOf(string name) =>
        _variables.FindLastIndex(variable => variable.Name == name) is var index and >= 0
            ? index
            : throw new TemplateException($"undefined variable: ${name}");
}
