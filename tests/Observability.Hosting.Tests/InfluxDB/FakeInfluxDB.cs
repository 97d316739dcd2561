using System.Text.Json.Nodes;
using Observability.Hosting.Tests.Backends;

namespace Observability.Hosting.Tests.InfluxDB;

/// <summary>
/// The part of InfluxDB 2's API that the set-up calls, as it is documented (https://docs.influxdata.com/influxdb/v2/api/): what is
/// stored, and what is answered to whom.
/// </summary>
internal sealed class FakeInfluxDB
{
    public string? Token { get; set; }

    public Dictionary<string, string> Organizations { get; } = [];

    public List<JsonObject> Buckets { get; } = [];

    public List<JsonObject> Databases { get; } = [];

    /// <summary>True for a version that maps every bucket by itself.</summary>
    public bool MapsByItself { get; init; }

    public RecordedAnswer Answer(RecordedRequest request)
    {
        var body = request.Body.Length > 0 ? JsonNode.Parse(request.Body)!.AsObject() : [];
        var url = new Uri($"http://fake{request.Path}");
        var query = System.Web.HttpUtility.ParseQueryString(url.Query);
        if (url.AbsolutePath == "/api/v2/setup")
        {
            return request.Method == "GET" ? Say(200, new JsonObject { ["allowed"] = Token is null }) : Onboard(body);
        }

        if (request.Authorization != $"Token {Token}")
        {
            return Fail(401, "unauthorized", "unauthorized access");
        }

        return (request.Method, url.AbsolutePath) switch
        {
            ("GET", "/api/v2/orgs") => Organizations.TryGetValue(query["org"]!, out var id)
                ? Say(200, new JsonObject { ["orgs"] = new JsonArray(new JsonObject { ["id"] = id, ["name"] = query["org"] }) })
                : Fail(404, "not found", $"organization name \"{query["org"]}\" not found"),
            ("POST", "/api/v2/orgs") => Say(201, new JsonObject { ["id"] = AddOrganization(Text(body, "name")), ["name"] = Text(body, "name") }),
            ("GET", "/api/v2/buckets") => Say(200, List("buckets", Buckets, "orgID", query["orgID"]!, "name", query["name"]!)),
            ("POST", "/api/v2/buckets") => Say(201, AddBucket(Text(body, "orgID"), Text(body, "name"), (JsonArray)body["retentionRules"]!)),
            ("PATCH", var path) when path.StartsWith("/api/v2/buckets/", StringComparison.Ordinal) => Patch(path["/api/v2/buckets/".Length..], body),
            ("GET", "/api/v2/dbrps") => MapsByItself
                ? Say(200, new JsonObject { ["content"] = new JsonArray(new JsonObject { ["database"] = query["db"], ["virtual"] = true }) })
                : Say(200, List("content", Databases, "bucketID", query["bucketID"]!, "database", query["db"]!)),
            ("POST", "/api/v2/dbrps") => AddDatabase(body),
            _ => Fail(404, "not found", "path not found"),
        };
    }

    public static RecordedAnswer Fail(int status, string code, string message) =>
        Say(status, new JsonObject { ["code"] = code, ["message"] = message });

    private RecordedAnswer Onboard(JsonObject body)
    {
        if (Token is not null)
        {
            return Fail(422, "conflict", "onboarding has already been completed");
        }

        Token = Text(body, "token");
        var seconds = body["retentionPeriodSeconds"]!.GetValue<long>();
        AddBucket(AddOrganization(Text(body, "org")), Text(body, "bucket"), seconds == 0 ? [] : Rules(seconds));
        return Say(201, new JsonObject { ["auth"] = new JsonObject { ["token"] = Token } });
    }

    private string AddOrganization(string name)
    {
        var id = $"{Organizations.Count + 1:x16}";
        Organizations.Add(name, id);
        return id;
    }

    private JsonObject AddBucket(string organization, string name, JsonArray rules)
    {
        var bucket = new JsonObject
        {
            ["id"] = $"b{Buckets.Count + 1:x15}",
            ["orgID"] = organization,
            ["name"] = name,
            ["retentionRules"] = Simplify(rules),
        };
        Buckets.Add(bucket);
        return bucket;
    }

    private RecordedAnswer Patch(string id, JsonObject body)
    {
        var bucket = Buckets.Single(known => Text(known, "id") == id);
        bucket["retentionRules"] = Simplify((JsonArray)body["retentionRules"]!);
        return Say(200, bucket);
    }

    private RecordedAnswer AddDatabase(JsonObject body)
    {
        Databases.Add(body);
        return Say(201, body);
    }

    /// <summary>A bucket that is kept for ever has no rule.</summary>
    private static JsonArray Simplify(JsonArray rules) =>
        rules.Count > 0 && rules[0]!["everySeconds"]!.GetValue<long>() > 0 ? Rules(rules[0]!["everySeconds"]!.GetValue<long>()) : [];

    private static JsonArray Rules(long seconds) => [new JsonObject { ["type"] = "expire", ["everySeconds"] = seconds }];

    private static JsonObject List(string name, List<JsonObject> items, string key1, string value1, string key2, string value2) => new()
    {
        [name] = new JsonArray([.. items.Where(item => Text(item, key1) == value1 && Text(item, key2) == value2).Select(item => item.DeepClone())]),
    };

    private static string Text(JsonObject node, string key) => node[key]!.GetValue<string>();

    private static RecordedAnswer Say(int status, JsonObject body) => new(status, body.ToJsonString());
}
