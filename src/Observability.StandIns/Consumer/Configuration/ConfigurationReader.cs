using System.Net;
using Tomlyn;

namespace Observability.StandIns.Consumer.Configuration;

/// <summary>
/// Reads <c>telegraf.conf</c> (https://docs.influxdata.com/telegraf/v1/configuration/). A plugin or a key that the stand-in does not
/// know is a mistake: to start without it would be to do something else than what was written.
/// </summary>
internal sealed partial class ConfigurationReader
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private readonly TomlProblems _problems;
    private AgentSettings _agent = new(s_interval, s_interval, TimeSpan.Zero, BatchSize: 1000, BufferLimit: 10_000, []);

    private ConfigurationReader(TomlProblems problems) => _problems = problems;

    /// <summary>Reads a file.</summary>
    /// <exception cref="StandInException">It cannot be read; the message lists everything that is wrong with it.</exception>
    public static ConsumerConfiguration Read(string path, Func<string, string?> getVariable)
    {
        try
        {
            return Parse(path, File.ReadAllText(path), getVariable);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StandInException($"{path}: {error.Message}");
        }
    }

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="StandInException">It cannot be read; the message lists everything that is wrong with it.</exception>
    public static ConsumerConfiguration Parse(string path, string text, Func<string, string?> getVariable)
    {
        var problems = new TomlProblems(new EnvironmentVariables(getVariable));
        TomlSection root;
        try
        {
            root = TomlSection.Parse(text, problems);
        }
        catch (TomlException mistake)
        {
            var lines = mistake.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            throw new StandInException(string.Join('\n', lines.Select(line => $"{path}: {line}")));
        }

        var configuration = new ConfigurationReader(problems).Read(root);
        problems.List.AddRange(problems.Sections.SelectMany(section => section.Unread)
            .Select(key => $"{key}: this stand-in for Telegraf does not support it"));
        return problems.List.Count == 0
            ? configuration
            : throw new StandInException(string.Join('\n', problems.List.Select(problem => $"{path}: {problem}")));
    }

    private ConsumerConfiguration Read(TomlSection root)
    {
        var isDebugging = ReadAgent(root);
        var inputs = root.Section("inputs");
        var queues = (inputs?.Elements("amqp_consumer") ?? []).Select(ReadQueue).ToList();
        var own = (inputs?.Elements("internal") ?? []).Select(ReadOwn).ToList();
        var outputs = root.Section("outputs") is { } sections ? ReadOutputs(sections).ToList() : [];
        if (outputs.Count == 0)
        {
            _problems.List.Add("outputs: there is none");
        }

        return new ConsumerConfiguration(_agent, queues, own, outputs, isDebugging);
    }

    private bool ReadAgent(TomlSection root)
    {
        var tags = root.NamedTexts("global_tags").ToList();
        var agent = root.Section("agent");
        if (agent is null)
        {
            return false;
        }

        // Without effect here: when inputs are asked, where the log goes, an order of plugins that are not there.
        agent.Flag("round_interval");
        agent.Flag("quiet");
        agent.Flag("skip_processors_after_aggregators");
        agent.Duration("collection_jitter", TimeSpan.Zero);
        agent.Choice("precision", string.Empty, "0s", "1ns");
        var host = agent.Text("hostname");
        if (!agent.Flag("omit_hostname") && !tags.Exists(tag => tag.Key == "host"))
        {
            tags.Add(new("host", string.IsNullOrEmpty(host) ? Environment.MachineName : host));
        }

        _agent = new AgentSettings(
            Positive(agent, "interval", agent.Duration("interval", _agent.Interval)),
            Positive(agent, "flush_interval", agent.Duration("flush_interval", _agent.FlushInterval)),
            agent.Duration("flush_jitter", TimeSpan.Zero),
            Positive(agent, "metric_batch_size", agent.Number("metric_batch_size", _agent.BatchSize)),
            Positive(agent, "metric_buffer_limit", agent.Number("metric_buffer_limit", _agent.BufferLimit)),
            tags);
        return agent.Flag("debug");
    }

    private InputSettings ReadOwn(TomlSection section)
    {
        // Memory of a Go program, which this is not.
        section.Flag("collect_memstats");
        return ReadInput(section, "internal");
    }

    private InputSettings ReadInput(TomlSection section, string plugin)
    {
        var alwaysLocal = section.Flag("always_include_local_tags");
        return new InputSettings(
            plugin,
            section.Text("alias"),
            Positive(section, "interval", section.Duration("interval", _agent.Interval)),
            section.NamedTexts("tags"),
            alwaysLocal,
            ReadFilter(section));
    }

    private static FilterSettings ReadFilter(TomlSection section) => new(
        section.Texts("namepass"),
        section.Texts("namedrop"),
        section.NamedLists("tagpass"),
        section.NamedLists("tagdrop"),
        section.Texts("taginclude"),
        section.Texts("tagexclude"),
        [.. section.Texts("fieldinclude"), .. section.Texts("fieldpass")],
        [.. section.Texts("fieldexclude"), .. section.Texts("fielddrop")]);

    private static int Positive(TomlSection section, string key, int number)
    {
        if (number == 0)
        {
            section.Report(key, "it must be more than zero");
        }

        return number;
    }

    private static TimeSpan Positive(TomlSection section, string key, TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
        {
            section.Report(key, "it must be more than zero");
        }

        return time;
    }

    private static IReadOnlyList<Uri> ReadUrls(TomlSection section, string key, string unlessSaid, params string[] schemes)
    {
        var texts = section.Texts(key) is { Count: > 0 } some ? some : [unlessSaid];
        return [.. texts.Select(text => ReadUrl(section, key, text, schemes)).OfType<Uri>()];
    }

    private static Uri? ReadUrl(TomlSection section, string key, string text, string[] schemes)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && schemes.Contains(url.Scheme) && url.Host.Length > 0)
        {
            return url;
        }

        // Not the text itself: there may be a password in it.
        section.Report(key, $"it must be a URL of {string.Join(" or ", schemes)}; a variable that it names may not be set");
        return null;
    }

    // :8080, 127.0.0.1:8080, http://127.0.0.1:8080
    private static IPEndPoint ReadAddress(TomlSection section, string key, string unlessSaid)
    {
        var text = section.Text(key) ?? unlessSaid;
        var address = text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("tcp://", StringComparison.Ordinal)
            ? text[(text.IndexOf("//", StringComparison.Ordinal) + 2)..]
            : text;
        address = address.StartsWith("localhost:", StringComparison.Ordinal) ? $"127.0.0.1{address["localhost".Length..]}" : address;
        if (address.StartsWith(':'))
        {
            address = $"0.0.0.0{address}";
        }

        if (address.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(address, out var endPoint))
        {
            return endPoint;
        }

        section.Report(key, $"'{text}' is not [address]:port in clear text, or names a variable that is not set");
        return new IPEndPoint(IPAddress.Loopback, 0);
    }
}
