using System.Net;
using System.Text.RegularExpressions;

namespace Observability.StandIns.Tests.Identity;

/// <summary>The first form of a page, with the values it has for the fields.</summary>
internal sealed partial record WebForm(Uri Action, Dictionary<string, string> Fields)
{
    public static WebForm? Find(Uri page, string html)
    {
        var form = Form().Match(html);
        if (!form.Success || Attribute(form.Groups["tag"].Value, "action") is not { } action)
        {
            return null;
        }

        var fields = new Dictionary<string, string>();
        foreach (Match input in Input().Matches(form.Groups["content"].Value))
        {
            if (Attribute(input.Value, "name") is { } name && Attribute(input.Value, "type") is not ("checkbox" or "submit"))
            {
                fields[name] = Attribute(input.Value, "value") ?? string.Empty;
            }
        }

        return new WebForm(new Uri(page, action), fields);
    }

    private static string? Attribute(string tag, string name)
    {
        var match = Regex.Match(tag, $"\\b{name}=\"(?<value>[^\"]*)\"");
        return match.Success ? WebUtility.HtmlDecode(match.Groups["value"].Value) : null;
    }

    [GeneratedRegex("<form(?<tag>[^>]*)>(?<content>.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Input();
}
