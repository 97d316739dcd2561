using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Observability.Hosting.RabbitMQ;

/// <summary>Writes <c>definitions.json</c> (https://www.rabbitmq.com/docs/definitions).</summary>
internal static class RabbitMQDefinitionsWriter
{
    /// <summary>What follows a queue's name in that of its dead letters, and the exchange's in that of the exchange for them.</summary>
    public const string DeadSuffix = ".dead";

    private static readonly JsonSerializerOptions s_format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Writes the file. Every queue has a queue of dead letters: what its consumer refuses lies there instead of being
    /// lost or coming back for ever.
    /// </summary>
    public static string Write(string exchange, IEnumerable<RabbitMQUser> users, IReadOnlyList<RabbitMQQueue> queues, Version version)
    {
        var userList = users.ToList();
        var deadExchange = exchange + DeadSuffix;
        var definitions = new JsonObject
        {
            ["vhosts"] = new JsonArray(new JsonObject { ["name"] = RabbitMQFacts.VirtualHost }),
            ["users"] = Array(userList.Select(User)),
            ["permissions"] = Array(userList.Select(Permission)),
            ["exchanges"] = new JsonArray(Exchange(exchange, "topic"), Exchange(deadExchange, "direct")),
            ["queues"] = Array(queues.SelectMany(queue => (IEnumerable<JsonNode>)
                [Queue(queue.Name, deadExchange, version), Queue(queue.Name + DeadSuffix, deadExchange: null, version)])),
            ["bindings"] = Array(queues.SelectMany(queue => (IEnumerable<JsonNode>)
                [Binding(exchange, queue.Name, queue.BindingKey), Binding(deadExchange, queue.Name + DeadSuffix, queue.Name)])),
        };
        return new StringBuilder(definitions.ToJsonString(s_format)).Append('\n').ToString();
    }

    private static JsonArray Array(IEnumerable<JsonNode> items) => [.. items];

    private static JsonObject User(RabbitMQUser user) => new()
    {
        ["name"] = user.Name,
        ["password_hash"] = user.PasswordHash,
        ["hashing_algorithm"] = RabbitMQPassword.Algorithm,
        ["tags"] = user.IsAdministrator ? ["administrator"] : new JsonArray(),
    };

    private static JsonObject Permission(RabbitMQUser user) => new()
    {
        ["user"] = user.Name,
        ["vhost"] = RabbitMQFacts.VirtualHost,
        ["configure"] = Pattern(user, name: null),
        ["write"] = Pattern(user, user.Writes),
        ["read"] = Pattern(user, user.Reads),
    };

    // ^$ stands for nothing (https://www.rabbitmq.com/docs/access-control#authorisation).
    private static string Pattern(RabbitMQUser user, string? name) =>
        user.IsAdministrator ? ".*" : name is null ? "^$" : $"^{Regex.Escape(name)}$";

    private static JsonObject Exchange(string name, string type) => new()
    {
        ["name"] = name,
        ["vhost"] = RabbitMQFacts.VirtualHost,
        ["type"] = type,
        ["durable"] = true,
        ["auto_delete"] = false,
        ["internal"] = false,
        ["arguments"] = new JsonObject(),
    };

    private static JsonObject Queue(string name, string? deadExchange, Version version)
    {
        var arguments = new JsonObject { ["x-queue-type"] = version >= RabbitMQFacts.QuorumQueues ? "quorum" : "classic" };
        if (deadExchange is not null)
        {
            arguments["x-dead-letter-exchange"] = deadExchange;
            arguments["x-dead-letter-routing-key"] = name;
        }

        return new JsonObject
        {
            ["name"] = name,
            ["vhost"] = RabbitMQFacts.VirtualHost,
            ["durable"] = true,
            ["auto_delete"] = false,
            ["arguments"] = arguments,
        };
    }

    private static JsonObject Binding(string exchange, string queue, string key) => new()
    {
        ["source"] = exchange,
        ["vhost"] = RabbitMQFacts.VirtualHost,
        ["destination"] = queue,
        ["destination_type"] = "queue",
        ["routing_key"] = key,
        ["arguments"] = new JsonObject(),
    };
}
