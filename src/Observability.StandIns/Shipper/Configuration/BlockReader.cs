using System.Globalization;
using System.Text.RegularExpressions;
using Observability.StandIns.Configuration;
using Observability.StandIns.Shipper.Components;
using Observability.StandIns.Shipper.Syntax;

namespace Observability.StandIns.Shipper.Configuration;

/// <summary>
/// Reads the attributes and blocks of a block. It remembers which of them were asked for, so that the rest can be reported and
/// nothing that a person wrote is passed over in silence.
/// </summary>
internal sealed class BlockReader(AlloyBlock block, AlloyEvaluator evaluator, AlloyProblems problems)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>The block.</summary>
    public AlloyBlock Block { get; } = block;

    /// <summary>A text; null where it is not set.</summary>
    public string? Text(string name) => Value(name) switch
    {
        null => null,
        string text => text,
        _ => Refuse<string>(name, "a text"),
    };

    /// <summary>A text that must be set and not empty.</summary>
    public string RequiredText(string name)
    {
        var text = Text(name);
        if (string.IsNullOrEmpty(text))
        {
            Report(name, "it is missing or empty");
        }

        return text ?? string.Empty;
    }

    /// <summary>A text that says nothing where it is empty.</summary>
    public string? Name(string name) => Text(name) is { Length: > 0 } text ? text : null;

    /// <summary>One of several texts; the first where it is not set.</summary>
    public string Choice(string name, params ReadOnlySpan<string> choices)
    {
        var text = Name(name);
        if (text is not null && !choices.Contains(text))
        {
            Report(name, $"this stand-in for Alloy does not support '{text}'; it knows {string.Join(", ", choices.ToArray())}");
        }

        return text ?? choices[0];
    }

    /// <summary>A switch.</summary>
    public bool Flag(string name, bool unlessSaid = false) => Value(name) switch
    {
        null => unlessSaid,
        bool flag => flag,
        _ => Refuse<bool>(name, "true or false"),
    };

    /// <summary>A whole number that is not negative; null where it is not set.</summary>
    public int? Number(string name) => Value(name) switch
    {
        null => null,
        double number when number is >= 0 and <= int.MaxValue && number == Math.Floor(number) => (int)number,
        _ => Refuse<int>(name, "a whole number that is not negative"),
    };

    /// <summary>A duration; null where it is not set.</summary>
    public TimeSpan? Duration(string name) => Text(name) switch
    {
        null => null,
        var text when GoDuration.TryParse(text, out var duration) => duration,
        _ => Refuse<TimeSpan>(name, "a duration such as 500ms, 30s or 1m30s"),
    };

    /// <summary>A duration that is more than nothing.</summary>
    public TimeSpan PositiveDuration(string name, TimeSpan unlessSaid)
    {
        var duration = Duration(name) ?? unlessSaid;
        if (duration <= TimeSpan.Zero)
        {
            Report(name, "it must be more than zero");
        }

        return duration;
    }

    /// <summary>A number of bytes, as a number or a text such as <c>1MiB</c>; null where it is not set.</summary>
    public long? Size(string name)
    {
        var value = Value(name);
        if (value is null)
        {
            return null;
        }

        var text = value is double number ? number.ToString(CultureInfo.InvariantCulture) : value as string ?? string.Empty;
        string[] units = ["B", "KiB", "MiB", "GiB"];
        var match = Regex.Match(text, "^([0-9]+)(B|KiB|MiB|GiB)?$", RegexOptions.NonBacktracking);
        return match.Success
            && long.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var count) && count < int.MaxValue
            ? count << (10 * Math.Max(0, Array.IndexOf(units, match.Groups[2].Value)))
            : Refuse<long>(name, "a number of bytes such as 1MiB");
    }

    /// <summary>A list of texts; empty where it is not set.</summary>
    public IReadOnlyList<string> Texts(string name) => Value(name) switch
    {
        null => [],
        List<object?> list when list.TrueForAll(item => item is string) => [.. list.Select(item => (string)item!)],
        _ => Refuse<IReadOnlyList<string>>(name, "a list of texts") ?? [],
    };

    /// <summary>A map of texts; empty where it is not set. Null as a value counts as an empty text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Map(string name)
    {
        var value = Value(name);
        if (value is Dictionary<string, object?> map && map.Values.All(item => item is string or null))
        {
            return [.. map.Select(entry => KeyValuePair.Create(entry.Key, entry.Value as string ?? string.Empty))];
        }

        return value is null ? [] : Refuse<IReadOnlyList<KeyValuePair<string, string>>>(name, "a map of texts") ?? [];
    }

    /// <summary>Targets.</summary>
    public ITargetSource Targets(string name) =>
        AlloyEvaluator.ToTargets(Value(name)) ?? Refuse<ITargetSource>(name, "a list of targets") ?? new FixedTargets([]);

    /// <summary>Receivers.</summary>
    public Fanout Receivers(string name)
    {
        if (Value(name) is List<object?> list && list.TrueForAll(item => item is IReceiver))
        {
            return new Fanout([.. list.Cast<IReceiver>()]);
        }

        Report(name, "it must be a list of receivers");
        return new Fanout([]);
    }

    /// <summary>A regular expression; null where it is not set.</summary>
    public Regex? Expression(string name, bool isAnchored = false)
    {
        try
        {
            return Text(name) is { } text ? isAnchored ? Re2.CompileAnchored(text) : Re2.Compile(text) : null;
        }
        catch (ArgumentException mistake)
        {
            Report(name, mistake.Message);
            return null;
        }
    }

    /// <summary>The blocks of a name.</summary>
    public IReadOnlyList<BlockReader> Blocks(string name)
    {
        _read.Add(name);
        return [.. Block.Blocks.Where(inner => inner.Name == name).Select(inner => new BlockReader(inner, evaluator, problems))];
    }

    /// <summary>All blocks, in their order.</summary>
    public IEnumerable<BlockReader> AllBlocks()
    {
        foreach (var inner in Block.Blocks)
        {
            _read.Add(inner.Name);
            yield return new BlockReader(inner, evaluator, problems);
        }
    }

    /// <summary>Reports what nobody asked for.</summary>
    public void ReportUnread()
    {
        foreach (var attribute in Block.Attributes.Where(attribute => !_read.Contains(attribute.Name)))
        {
            problems.Add(attribute.Position, $"{Block.Id}: this stand-in for Alloy does not support {attribute.Name}");
        }

        foreach (var inner in Block.Blocks.Where(inner => !_read.Contains(inner.Name)))
        {
            problems.Add(inner.Position, $"{Block.Id}: this stand-in for Alloy does not support {inner.Name}");
        }
    }

    /// <summary>Notes that an attribute is wrong.</summary>
    public void Report(string name, string what) => problems.Add(PositionOf(name), $"{Block.Id}: {name}: {what}");

    private AlloyPosition PositionOf(string name) =>
        Block.Attributes.FirstOrDefault(attribute => attribute.Name == name)?.Position ?? Block.Position;

    private object? Value(string name)
    {
        _read.Add(name);
        var attribute = Block.Attributes.FirstOrDefault(candidate => candidate.Name == name);
        try
        {
            return attribute is null ? null : evaluator.Evaluate(attribute.Value);
        }
        catch (AlloyException mistake)
        {
            problems.Add(mistake.Position, $"{Block.Id}: {name}: {mistake.Message}");
            return null;
        }
    }

    private T? Refuse<T>(string name, string wanted)
    {
        Report(name, $"it must be {wanted}");
        return default;
    }
}
