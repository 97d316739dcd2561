using Observability.StandIns.Consumer.Configuration;

namespace Observability.StandIns.Tests.Consumer;

/// <summary>Which files are read and what is said of the others.</summary>
public class ConfigurationTests
{
    private const string Health = "[[outputs.health]]\n";

    public static TheoryData<string> StackFiles => [.. Directory.EnumerateFiles(
        Repository.Combine("tests", "Observability.Hosting.Tests", "Telegraf", "Golden"), "*.conf").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(StackFiles))]
    public void Parse_FileOfTheStack_IsReadWhole(string file)
    {
        var text = File.ReadAllText(Repository.Combine("tests", "Observability.Hosting.Tests", "Telegraf", "Golden", file));

        var configuration = ConfigurationReader.Parse(file, text, name => name.EndsWith("ADDRESS", StringComparison.Ordinal) ? "127.0.0.1:4711" : $"value of {name}");

        Assert.Equal(1000, configuration.Agent.BatchSize);
        Assert.Equal(TimeSpan.FromSeconds(1), configuration.Agent.FlushInterval);
        Assert.All(configuration.Addresses, address => Assert.Equal("127.0.0.1:4711", address.ToString()));
        Assert.All(configuration.Queues, queue => Assert.StartsWith("value of TELEGRAF_", queue.Password, StringComparison.Ordinal));
        Assert.Equal(text.Split("[[inputs.amqp_consumer]]").Length - 1, configuration.Queues.Count);
    }

    [Fact]
    public void Parse_OtherPluginsAndKeys_AreAllNamed()
    {
        var mistake = Assert.Throws<StandInException>(() => Parse("""
            [agent]
            logtarget = "file"

            [[inputs.cpu]]

            [[inputs.amqp_consumer]]
            queue = "q"
            data_format = "json"
            prefetch_count = -1
            tls_ca = "x"

            [[processors.rename]]

            [[aggregators.merge]]

            [[outputs.kafka]]

            [[outputs.influxdb_v2]]
            urls = ["ftp://user:a-password@x"]

            [[outputs.elasticsearch]]
            enable_sniffer = true
            manage_template = "yes"

            [[outputs.prometheus_client]]
            listen = "${NOT_SET}"
            """));

        foreach (var expected in new[]
        {
            "t.conf: agent.logtarget: this stand-in for Telegraf does not support it",
            "t.conf: inputs.cpu: this stand-in for Telegraf does not support it",
            "inputs.amqp_consumer[0].data_format: this stand-in for Telegraf does not support 'json'; it knows influx",
            "inputs.amqp_consumer[0].prefetch_count: it must be a whole number that is not negative",
            "inputs.amqp_consumer[0].tls_ca: this stand-in for Telegraf does not support it",
            "processors: this stand-in for Telegraf does not support it",
            "aggregators: this stand-in for Telegraf does not support it",
            "outputs.kafka: this stand-in for Telegraf does not support it",
            "outputs.influxdb_v2[0].urls: it must be a URL of http or https",
            "outputs.elasticsearch[0].enable_sniffer: this stand-in",
            "outputs.elasticsearch[0].manage_template: it must be true or false",
            "outputs.elasticsearch[0].urls: it is missing",
            "outputs.elasticsearch[0].index_name: it is missing or empty",
            "outputs.prometheus_client[0].listen: '${NOT_SET}' is not [address]:port",
            "outputs.prometheus_client[0].metric_version: this stand-in for Telegraf does not support 1",
        })
        {
            Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("a-password", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[agent", "t.conf: ")]
    [InlineData("[agent]\nhostname = \"\\", "t.conf: (2,14) : error : the file ends within an escape")]
    [InlineData("", "t.conf: outputs: there is none")]
    [InlineData("agent = 1\n[[outputs.health]]", "agent: it must be a table")]
    [InlineData("[outputs]\nhealth = 1", "outputs.health: it must be an array of tables")]
    [InlineData("[agent]\nflush_interval = \"soon\"\n[[outputs.health]]", "agent.flush_interval: it must be a duration")]
    [InlineData("[agent]\nmetric_batch_size = 0\n[[outputs.health]]", "agent.metric_batch_size: it must be more than zero")]
    [InlineData("[agent]\ninterval = \"0s\"\n[[outputs.health]]", "agent.interval: it must be more than zero")]
    [InlineData("[[inputs.internal]]\ninterval = \"0s\"\n[[outputs.health]]", "inputs.internal[0].interval: it must be more than zero")]
    [InlineData("[[inputs.amqp_consumer]]\nqueue = \"q\"\ntimeout = \"0s\"\n[[outputs.health]]", "inputs.amqp_consumer[0].timeout: it must be more than zero")]
    [InlineData("[[inputs.amqp_consumer]]\nqueue = \"q\"\nbrokers = [\"amqp://localhost/a/b\"]\n[[outputs.health]]", "inputs.amqp_consumer[0].brokers: the path is the name of one virtual host")]
    [InlineData("[[inputs.amqp_consumer]]\nqueue = \"q\"\nbrokers = [\"amqp://u:p:p@localhost\"]\n[[outputs.health]]", "inputs.amqp_consumer[0].brokers: before the host stand a user and a password")]
    [InlineData("[[outputs.health]]\nservice_address = \"${MUST:?give it}\"", "service_address: the environment variable MUST is missing: give it")]
    public void Parse_Mistake_IsNamed(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<StandInException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("amqp://localhost")]
    [InlineData("amqp://user:pass%3aword@localhost:5672/a%2fb")]
    public void Parse_Broker_IsRead(string broker) => Assert.Equal(
        [new Uri(broker)], Parse($"[[inputs.amqp_consumer]]\nqueue = \"q\"\nbrokers = [\"{broker}\"]\n{Health}").Queues.Single().Brokers);

    [Fact]
    public void Parse_HostAndGlobalTags_AreTheMetrics()
    {
        var tags = Parse("[global_tags]\ndc = \"$DC\"\n[agent]\nhostname = \"h\"\n" + Health, name => name == "DC" ? "lon" : null).Agent.Tags;

        Assert.Equal([new("dc", "lon"), new("host", "h")], tags);
    }

    [Theory]
    [InlineData("a ${SET} b", "a value b")]
    [InlineData("$SET.x", "value.x")]
    [InlineData("${MISSING} $MISSING", "${MISSING} $MISSING")]
    [InlineData("${MISSING:-other} ${EMPTY:-other} ${EMPTY-other} ${SET:-other}", "other other  value")]
    [InlineData("$$SET $${SET}", "$SET ${SET}")]
    [InlineData("^[0-9]+$ ${1} ${", "^[0-9]+$ ${1} ${")]
    [InlineData("${SET:x}", "${SET:x}")]
    public void Replace_Text_IsAsTelegrafReplacesIt(string text, string expected)
    {
        var variables = new EnvironmentVariables(name => name switch { "SET" => "value", "EMPTY" => "", _ => null });

        Assert.Equal(expected, variables.Replace(text, out var mistake));
        Assert.Null(mistake);
    }

    /// <summary>Whatever stands in a file, it is read, or refused in one message for a person.</summary>
    [Fact]
    public void Parse_AnyText_NeverFailsOtherwise()
    {
        var whole = File.ReadAllText(Repository.Combine("tests", "Observability.Hosting.Tests", "Telegraf", "Golden", "two-pipelines.conf"));
        string[] pieces = ["[", "]", "[[", "]]", "=", "\"", "'", "\n", ".", ",", "{", "}", "$", "${", "1", "true", "agent", "inputs", "\\", "\\uD800", "#", "\0", "1979-05-27", "inf"];
        var random = new Random(31);
        for (var round = 0; round < 2_000; round++)
        {
            var at = random.Next(whole.Length);

            // Each tenth to its end, which is where parsers look too far.
            var end = round % 10 == 0 ? whole.Length : Math.Min(whole.Length, at + random.Next(20));
            var text = whole[..at] + pieces[random.Next(pieces.Length)] + whole[end..];
            try
            {
                ConfigurationReader.Parse("t.conf", text, _ => "127.0.0.1:1");
            }
            catch (StandInException mistake)
            {
                Assert.All(mistake.Message.Split('\n'), line => Assert.NotEqual(string.Empty, line));
            }
        }
    }

    private static ConsumerConfiguration Parse(string text, Func<string, string?>? getVariable = null) =>
        ConfigurationReader.Parse("t.conf", text, getVariable ?? (_ => null));
}
