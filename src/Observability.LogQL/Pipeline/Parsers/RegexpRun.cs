using System.Text;
using Observability.LogQL.Text;

namespace Observability.LogQL.Pipeline.Parsers;

/// <summary>Makes labels of the named groups of a regular expression.</summary>
internal sealed class RegexpRun : Stage
{
    private readonly GoRegex _regex;

    /// <summary>Parses the expression.</summary>
    public RegexpRun(string pattern)
    {
        _regex = GoRegex.Search(pattern);
        if (_regex.Groups.All(name => name.Length == 0))
        {
            throw new LogQLException("invalid regexp parser: at least one named capture must be supplied");
        }
    }

    /// <inheritdoc />
    public override bool Process(Line line)
    {
        var match = _regex.Match(Encoding.UTF8.GetString(line.Text.Span));
        for (var group = 1; match.Success && group < _regex.Groups.Count; group++)
        {
            if (_regex.Groups[group].Length > 0)
            {
                line.Labels.AddParsed(LabelNames.Sanitize(_regex.Groups[group]), Encoding.UTF8.GetBytes(match.Groups[group].Value));
            }
        }

        return true;
    }
}
