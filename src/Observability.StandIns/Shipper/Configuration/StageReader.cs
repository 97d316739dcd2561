using Observability.StandIns.Shipper.Stages;
using Observability.StandIns.Shipper.Templates;

namespace Observability.StandIns.Shipper.Configuration;

/// <summary>
/// Reads the stages of <c>loki.process</c>
/// (https://grafana.com/docs/alloy/latest/reference/components/loki/loki.process/#blocks).
/// </summary>
/// <param name="countDropped">Counts a line that is left out, under a reason.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class StageReader(Action<string> countDropped, TimeProvider clock)
{
    /// <summary>Reads the stages of a block.</summary>
    public Pipeline ReadPipeline(BlockReader block)
    {
        var stages = new List<object>();
        foreach (var inner in block.AllBlocks())
        {
            try
            {
                stages.Add(Read(inner));
            }
            catch (ArgumentException mistake)
            {
                inner.Report(AttributeOf(inner), mistake.Message);
            }

            inner.ReportUnread();
        }

        return new Pipeline(stages);
    }

    // Where the mistake that only the stage itself finds can be.
    private static string AttributeOf(BlockReader block) => block.Block.Name switch
    {
        "stage.template" => "template",
        "stage.match" => "selector",
        "stage.json" => "expressions",
        "stage.timestamp" => "format",
        _ => block.Block.Name,
    };

    private object Read(BlockReader block) => block.Block.Name switch
    {
        "stage.decolorize" => new DecolorizeStage(),
        "stage.drop" => ReadDrop(block),
        "stage.json" => new JsonStage(block.Map("expressions"), block.Name("source"), block.Flag("drop_malformed")),
        "stage.label_drop" => new LabelChoiceStage(block.Texts("values"), areKept: false),
        "stage.label_keep" => new LabelChoiceStage(block.Texts("values"), areKept: true),
        "stage.labels" => new LabelsStage(ReadLabels(block), areMetadata: false),
        "stage.logfmt" => new LogfmtStage(block.Map("mapping"), block.Name("source")),
        "stage.match" => ReadMatch(block),
        "stage.multiline" => ReadMultiline(block),
        "stage.output" => new OutputStage(block.RequiredText("source")),
        "stage.regex" => ReadRegex(block),
        "stage.static_labels" => new StaticLabelsStage(ReadLabels(block)),
        "stage.structured_metadata" => new LabelsStage(block.Map("values"), areMetadata: true),
        "stage.template" => new TemplateStage(block.RequiredText("source"), GoTemplate.Parse(block.RequiredText("template"))),
        "stage.tenant" => ReadTenant(block),
        "stage.timestamp" => ReadTimestamp(block),
        _ => Refuse(block),
    };

    private static DecolorizeStage Refuse(BlockReader block)
    {
        block.Report(block.Block.Name, "this stand-in for Alloy does not support it");
        return new DecolorizeStage();
    }

    private static IReadOnlyList<KeyValuePair<string, string>> ReadLabels(BlockReader block)
    {
        var labels = block.Map("values");
        foreach (var (name, _) in labels.Where(label => !LabelText.IsName(label.Key)))
        {
            block.Report("values", $"'{name}' is no name of a label");
        }

        return labels;
    }

    private static RegexStage ReadRegex(BlockReader block)
    {
        block.RequiredText("expression");
        return new RegexStage(
            block.Expression("expression") ?? Re2.Compile(string.Empty), block.Name("source"), block.Flag("labels_from_groups"));
    }

    private DropStage ReadDrop(BlockReader block)
    {
        var value = block.Name("value");
        var sources = block.Name("source")?.Split(',') ?? [];
        var conditions = new DropConditions(
            block.Name("drop_counter_reason") ?? "drop_stage",
            sources,
            block.Name("separator") ?? ";",
            value is null ? block.Expression("expression") : Re2.Compile($@"\A\Q{value}\E\z"),
            block.Duration("older_than"),
            block.Size("longer_than"));
        if (conditions is { Expression: null, OlderThan: null, LongerThan: null, Sources.Count: 0 })
        {
            block.Report("expression", "there is no condition");
        }

        if (value is not null && (sources.Length == 0 || block.Name("expression") is not null))
        {
            block.Report("value", "it needs a source, and goes with no expression");
        }

        return new DropStage(conditions, countDropped, clock);
    }

    private MatchStage ReadMatch(BlockReader block)
    {
        var selector = LineSelector.Parse(block.RequiredText("selector"));
        var reason = block.Name("drop_counter_reason") ?? "match_stage";
        block.Text("pipeline_name");
        var drops = block.Choice("action", "keep", "drop") == "drop";
        if (drops != (block.Block.Blocks.Count == 0))
        {
            block.Report("action", drops ? "what is dropped goes through no stages" : "there are no stages");
        }

        return new MatchStage(selector, drops ? null : ReadPipeline(block), reason, countDropped);
    }

    private MultilineStage ReadMultiline(BlockReader block)
    {
        block.RequiredText("firstline");
        return new MultilineStage(
            block.Expression("firstline") ?? Re2.Compile(string.Empty),
            block.Number("max_lines") ?? 128,
            block.PositiveDuration("max_wait_time", TimeSpan.FromSeconds(3)),
            clock);
    }

    private static TenantStage ReadTenant(BlockReader block)
    {
        var stage = (Label: block.Name("label"), Source: block.Name("source"), Value: block.Name("value"));
        if (new[] { stage.Label, stage.Source, stage.Value }.Count(set => set is not null) != 1)
        {
            block.Report("value", "one of label, source and value must be set");
        }

        return new TenantStage(stage.Label, stage.Source ?? string.Empty, stage.Value);
    }

    private static TimestampStage ReadTimestamp(BlockReader block)
    {
        var zone = ReadZone(block);
        var formats =
            block.Texts("fallback_formats").Prepend(block.RequiredText("format")).Select(format => TimeFormat.Of(format, zone)).ToList();
        return new TimestampStage(
            block.RequiredText("source"),
            formats,
            block.Choice("action_on_failure", "fudge", "skip") == "fudge",
            block.Choice("action_on_duplicate_timestamp", "fudge", "keep") == "fudge");
    }

    private static TimeZoneInfo ReadZone(BlockReader block)
    {
        var name = block.Name("location");
        if (name is null)
        {
            return TimeZoneInfo.Utc;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            block.Report("location", $"there is no time zone '{name}' on this machine");
        }

        return zone ?? TimeZoneInfo.Utc;
    }
}
