using Observability.Hosting.Backends;

namespace Observability.Hosting.Tests.Backends;

/// <summary>Answers tool calls with given output and remembers them.</summary>
internal sealed class RecordingTools(Func<string, IReadOnlyList<string>, ToolResult> answer) : IToolRunner
{
    public List<string> Calls { get; } = [];

    public ToolResult Run(string path, IReadOnlyList<string> arguments, TimeSpan timeout)
    {
        Calls.Add($"{path} {string.Join(' ', arguments)}");
        return answer(path, arguments);
    }
}
