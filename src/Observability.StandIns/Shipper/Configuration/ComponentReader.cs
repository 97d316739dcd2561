using Observability.StandIns.Shipper.Components;
using Observability.StandIns.Shipper.Files;
using Observability.StandIns.Shipper.Push;
using Observability.StandIns.Shipper.Syntax;

namespace Observability.StandIns.Shipper.Configuration;

/// <summary>
/// Makes components of blocks, each when another first refers to it, whatever their order in the file
/// (https://grafana.com/docs/alloy/latest/reference/components/). A component, attribute or function that the stand-in does not have is a
/// mistake: to start without it would be to do something else than what was written.
/// </summary>
internal sealed class ComponentReader
{
    private readonly Dictionary<string, AlloyBlock> _blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object?> _made = new(StringComparer.Ordinal);
    private readonly HashSet<string> _beingMade = new(StringComparer.Ordinal);
    private readonly AlloyProblems _problems = new();
    private readonly AlloyEvaluator _evaluator;
    private readonly ShipperContext _context;

    private ComponentReader(ShipperContext context)
    {
        _context = context;
        _evaluator = new AlloyEvaluator(FindExport, context.GetVariable);
    }

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="StandInException">It has mistakes; the message lists them all.</exception>
    public static ShipperConfiguration Read(string path, string text, ShipperContext context)
    {
        var reader = new ComponentReader(context);
        try
        {
            return reader.Read(path, AlloyParser.Parse(text));
        }
        catch (AlloyException mistake)
        {
            throw new StandInException($"{path}:{mistake.Position}: {mistake.Message.ReplaceLineEndings(" ")}");
        }
    }

    private ShipperConfiguration Read(string path, IReadOnlyList<AlloyBlock> blocks)
    {
        foreach (var block in blocks)
        {
            if (block.Name == "logging")
            {
                ReadLogging(new BlockReader(block, _evaluator, _problems));
            }
            else if (!_blocks.TryAdd(block.Id, block))
            {
                _problems.Add(block.Position, $"there is another {block.Id}");
            }
        }

        foreach (var block in _blocks.Values)
        {
            Make(block);
        }

        return _problems.List is { Count: > 0 } problems
            ? throw new StandInException(string.Join('\n', problems.Select(problem => $"{path}:{problem}")))
            : new ShipperConfiguration(
                _made.ToDictionary(component => component.Key, component => component.Value!, StringComparer.Ordinal));
    }

    // What a stand-in logs is for its host to say.
    private static void ReadLogging(BlockReader block)
    {
        block.Choice("format", "logfmt", "json");
        block.Choice("level", "info", "debug", "warn", "error");
        block.ReportUnread();
    }

    private object? FindExport(ReferenceExpression reference)
    {
        var dot = reference.Path.LastIndexOf('.');
        if (dot < 0 || !_blocks.TryGetValue(reference.Path[..dot], out var block))
        {
            return null;
        }

        if (_beingMade.Contains(block.Id))
        {
            throw new AlloyException(reference.Position, $"{block.Id} refers to itself, through others or directly");
        }

        // A component that is no good is reported where it stands.
        var component = Make(block);
        return (reference.Path[(dot + 1)..], component) switch
        {
            ("targets", FileMatch match) => match,
            ("output", RelabeledTargets relabeled) => relabeled,
            ("receiver", IReceiver receiver) => receiver,
            (_, null) => new Fanout([]),
            _ => null,
        };
    }

    private object? Make(AlloyBlock block)
    {
        if (_made.TryGetValue(block.Id, out var made))
        {
            return made;
        }

        _beingMade.Add(block.Id);
        var reader = new BlockReader(block, _evaluator, _problems);
        var component = Create(reader);
        if (component is not null)
        {
            reader.ReportUnread();
        }

        _beingMade.Remove(block.Id);
        return _made[block.Id] = component;
    }

    private object? Create(BlockReader block)
    {
        switch (block.Block.Name)
        {
            case "local.file_match":
                return ReadFileMatch(block);
            case "discovery.relabel":
                return new RelabeledTargets(block.Targets("targets"), ReadRules(block));
            case "loki.source.file":
                return ReadFileSource(block);
            case "loki.relabel":
                block.Number("max_cache_size");
                return new RelabelReceiver(ReadRules(block), block.Receivers("forward_to"));
            case "loki.process":
                var id = block.Block.Id;
                var next = block.Receivers("forward_to");
                var stages = new StageReader(reason => _context.Metrics.CountDroppedLine(id, reason), _context.Clock);
                return new ProcessReceiver(stages.ReadPipeline(block), next, _context.Clock);
            case "loki.write":
                return ReadWrite(block);
            default:
                _problems.Add(block.Block.Position, $"this stand-in for Alloy does not support {block.Block.Name}");
                return null;
        }
    }

    private FileMatch ReadFileMatch(BlockReader block)
    {
        var paths = new List<(IReadOnlyDictionary<string, string> Labels, GlobPath Path, GlobPath? Exclude)>();
        foreach (var target in block.Targets("path_targets").Targets)
        {
            try
            {
                paths.Add((
                    target,
                    new GlobPath(target.GetValueOrDefault(FileMatch.PathLabel, string.Empty)),
                    target.TryGetValue(FileMatch.ExcludeLabel, out var exclude) ? new GlobPath(exclude) : null));
            }
            catch (ArgumentException mistake)
            {
                block.Report("path_targets", mistake.Message);
            }
        }

        return new FileMatch(paths, block.PositiveDuration("sync_period", TimeSpan.FromSeconds(10)), _context.Clock);
    }

    private FileSource ReadFileSource(BlockReader block)
    {
        var poll = TimeSpan.FromMilliseconds(250);
        foreach (var watch in block.Blocks("file_watch"))
        {
            poll = watch.PositiveDuration("min_poll_frequency", poll);
            watch.Duration("max_poll_frequency");
            watch.ReportUnread();
        }

        return new FileSource(
            block.Block.Id,
            block.Targets("targets"),
            block.Receivers("forward_to"),
            PositionsFile.Read(Path.Combine(_context.StorageFolder, block.Block.Id, "positions.yml")),
            new TailSettings(poll, block.Flag("tail_from_end"), _context.Clock),
            _context.Metrics,
            _context.Logger);
    }

    private static List<RelabelRule> ReadRules(BlockReader block) => [.. block.Blocks("rule").Select(rule =>
    {
        var action = rule.Name("action")?.ToLowerInvariant() ?? "replace";
        if (!RelabelRule.Actions.Contains(action))
        {
            rule.Report("action", $"there is no action '{action}'");
        }

        var read = new RelabelRule(
            action,
            rule.Texts("source_labels"),
            rule.Text("separator") ?? ";",
            rule.Expression("regex", isAnchored: true) ?? Re2.CompileAnchored("(.*)"),
            rule.Text("target_label") ?? string.Empty,
            rule.Text("replacement") ?? "$1",
            (ulong)(rule.Number("modulus") ?? 1));
        if (action == "hashmod" && read.Modulus == 0)
        {
            rule.Report("modulus", "it must be more than zero");
        }

        rule.ReportUnread();
        return read;
    })];

    private WriteReceiver ReadWrite(BlockReader block)
    {
        var labels = block.Map("external_labels");
        var endpoints = block.Blocks("endpoint").Select(endpoint =>
        {
            var settings = WriteReader.Read(endpoint);
            endpoint.ReportUnread();
            return settings;
        }).OfType<WriteSettings>().ToList();
        return new WriteReceiver([.. endpoints.Select(Create)], labels);

        PushEndpoint Create(WriteSettings settings) => new(settings, block.Block.Id, _context.Metrics, _context.Clock, _context.Logger);
    }
}
