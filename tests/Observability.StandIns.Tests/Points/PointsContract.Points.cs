using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Observability.StandIns.Tests.Points;

public abstract partial class PointsContract<TBackend>
{
    [Theory]
    [InlineData("ns", "1600000000000000000")]
    [InlineData("us", "1600000000000000")]
    [InlineData("ms", "1600000000000")]
    [InlineData("s", "1600000000")]
    public async Task Write_Precision_IsOneTime(string precision, string time)
    {
        var server = await fixture.ServerAsync();

        Assert.Equal(HttpStatusCode.NoContent,
            (await server.WriteAsync($"precise_{precision} v=1 {time}", rest: $"&precision={precision}")).Status);

        Assert.Equal(["2020-09-13T12:26:40Z"], await ColumnAsync(server, $"precise_{precision}", "_time"));
    }

    [Fact]
    public async Task Write_PrecisionThatIsNone_Is400() =>
        Assert.Equal("invalid", (await (await fixture.ServerAsync()).WriteAsync("m v=1", rest: "&precision=m")).Code);

    [Fact]
    public async Task Write_AllTypes_AreReadBack()
    {
        var server = await fixture.ServerAsync();
        await server.WriteAsync("typed f=1.5,i=-2i,s=\"a \\\"b\\\" c\",t=true,u=18446744073709551615u 1600000000");

        Assert.Equal(["1.5", "-2", "\"a \"\"b\"\" c\"", "true", "18446744073709551615"], await ColumnAsync(server, "typed", "_value"));
    }

    [Fact]
    public async Task Write_Packed_IsUnpacked()
    {
        var server = await fixture.ServerAsync();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync("packed v=7 1600000000"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        var answer =
            await server.SendAsync(s_post,
            $"/api/v2/write?org={RunningPoints.Organization}&bucket={RunningPoints.Bucket}&precision=s", "", change: request =>
            request.Content = new ByteArrayContent(packed.ToArray()) { Headers = { ContentEncoding = { "gzip" } } });

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal(["7"], await ColumnAsync(server, "packed", "_value"));
    }

    [Fact]
    public async Task Write_LineThatCannotBeRead_NothingIsWrittenAndItIsNamed()
    {
        var server = await fixture.ServerAsync();

        var answer = await server.WriteAsync("broken v=1 1\nbroken v= 2\nbroken v=3 3");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (answer.Status, answer.Code));
        Assert.Contains("unable to parse 'broken v= 2'", answer.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(await ColumnAsync(server, "broken", "_value"));
    }

    [Fact]
    public async Task Write_FieldOfAnotherType_IsDroppedAndTheOthersAreWritten()
    {
        var server = await fixture.ServerAsync();
        await server.WriteAsync("conflict v=1 1");

        var answer = await server.WriteAsync("conflict v=\"x\" 2\nconflict v=3 3");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "unprocessable entity"), (answer.Status, answer.Code));
        Assert.Contains(
            "partial write: field type conflict: input field \"v\" on measurement \"conflict\" is type string, already exists as type float dropped=1",
            answer.Json.GetProperty("message").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(["1", "3"], await ColumnAsync(server, "conflict", "_value"));
    }

    [Fact]
    public async Task Write_OlderThanTheBucketKeeps_IsDropped()
    {
        var server = await fixture.ServerAsync();
        await CreateBucketAsync(server, "short", """[{"type":"expire","everySeconds":3600}]""");

        var answer = await server.WriteAsync("m v=1 1\nm v=2", "short");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        var kept = await server.FluxAsync("from(bucket: \"short\") |> range(start: 0) |> keep(columns: [\"_value\"])");
        Assert.Equal(",result,table,_value\r\n,_result,0,2\r\n\r\n", kept.Text);
    }

    [Theory]
    [InlineData("", "invalid")]
    [InlineData("&bucket=nobody", "not found")]
    public async Task Write_Nothing_IsRefused(string rest, string code) =>
        Assert.Equal(code, (await (await fixture.ServerAsync()).WriteAsync("", rest.Length > 0 ? "nobody" : RunningPoints.Bucket)).Code);

    [Fact]
    public async Task Write_SamePointAgain_LastValueCounts()
    {
        var server = await fixture.ServerAsync();
        await server.WriteAsync("again v=1,w=5 1");
        await server.WriteAsync("again v=2 1");

        Assert.Equal(["2", "5"], await ColumnAsync(server, "again", "_value"));
    }

    [Fact]
    public async Task Query_AsJson_FollowsTheDialect()
    {
        var server = await fixture.ServerAsync();
        await server.WriteAsync("spoken v=1.25 1600000000");

        var answer = await server.SendAsync(s_post, $"/api/v2/query?orgID={server.OrganizationId}", $$$"""
            {"query":"from(bucket: \"{{{RunningPoints.Bucket}}}\") |> range(start: 2020-09-13T00:00:00Z, stop: 2020-09-14T00:00:00Z) |> filter(fn: (r) => r._measurement == \"spoken\")",
             "type":"flux","dialect":{"annotations":["datatype","group","default"],"delimiter":",","header":true,"dateTimeFormat":"RFC3339"}}
            """);

        Assert.Equal("""
            #datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string
            #group,false,false,true,true,false,false,true,true
            #default,_result,,,,,,,
            ,result,table,_start,_stop,_time,_value,_field,_measurement
            ,,0,2020-09-13T00:00:00Z,2020-09-14T00:00:00Z,2020-09-13T12:26:40Z,1.25,v,spoken


            """.ReplaceLineEndings("\r\n"), answer.Text);
    }

    [Theory]
    [InlineData("fro(bucket: \"main\")", HttpStatusCode.BadRequest, "undefined identifier")]
    [InlineData("from(bucket: \"main\")", HttpStatusCode.BadRequest, "unbounded read")]
    [InlineData("from(bucket: \"nobody\") |> range(start: -1h)", HttpStatusCode.NotFound, "could not find bucket")]
    public async Task Query_Wrong_IsRefusedWithTheReason(string query, HttpStatusCode status, string reason)
    {
        var answer = await (await fixture.ServerAsync()).FluxAsync(query);

        Assert.Equal(status, answer.Status);
        Assert.Contains(reason, answer.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_WhatGrafanaAsksForItsHealth_ListsTheBuckets()
    {
        var answer = await (await fixture.ServerAsync()).FluxAsync("buckets()");

        Assert.Contains("main", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_WhatGrafanasVariablesAsk_IsAnswered()
    {
        var server = await fixture.ServerAsync();
        await server.WriteAsync("asked,host=one,zone=a v=1\nasked,host=two v=1");

        var values =
            await server.FluxAsync($"import \"influxdata/influxdb/v1\"\nv1.tagValues(bucket: \"{RunningPoints.Bucket}\", tag: \"host\", predicate: (r) => r._measurement == \"asked\", start: -1d)");
        var measurements =
            await server.FluxAsync($"import \"influxdata/influxdb/schema\"\nschema.measurements(bucket: \"{RunningPoints.Bucket}\")");

        Assert.Equal(",result,table,_value\r\n,_result,0,one\r\n,_result,0,two\r\n\r\n", values.Text);
        Assert.Contains(",asked\r\n", measurements.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_ByPredicateAndTime_OnlyThosePoints()
    {
        var server = await fixture.ServerAsync();
        await server.WriteAsync("deleted,k=a v=1 1600000000\ndeleted,k=a v=2 1600000100\ndeleted,k=b v=3 1600000000");

        var answer = await server.SendAsync(s_post, $"/api/v2/delete?org={RunningPoints.Organization}&bucket={RunningPoints.Bucket}", """
            {"start":"2020-09-13T00:00:00Z","stop":"2020-09-13T12:27:00Z","predicate":"_measurement=\"deleted\" AND k=\"a\""}
            """);

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal(["2", "3"], await ColumnAsync(server, "deleted", "_value"));
    }

    [Fact]
    public async Task Delete_StartAfterStop_DeletesNothing()
    {
        var server = await fixture.ServerAsync();
        await server.WriteAsync("swapped v=1 1600000000\nswapped v=2 1600000100\nswapped v=3 1600000200");

        var answer = await server.SendAsync(s_post, $"/api/v2/delete?org={RunningPoints.Organization}&bucket={RunningPoints.Bucket}", """
            {"start":"2020-09-13T12:29:00Z","stop":"2020-09-13T12:27:00Z","predicate":"_measurement=\"swapped\""}
            """);

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal(["1", "2", "3"], await ColumnAsync(server, "swapped", "_value"));
    }

    [Theory]
    [InlineData("""{"start":"yesterday","stop":"2020-09-13T12:27:00Z"}""")]
    [InlineData("""{"start":"2020-09-13T00:00:00Z","stop":"2020-09-13T12:27:00Z","predicate":"a or b"}""")]
    [InlineData("""{"start":"2020-09-13T00:00:00Z","stop":"2020-09-13T12:27:00Z","predicate":"_measurement='deleted'"}""")]
    [InlineData("{")]
    public async Task Delete_Wrong_Is400(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await (await fixture.ServerAsync()).SendAsync(
        s_post, $"/api/v2/delete?org={RunningPoints.Organization}&bucket={RunningPoints.Bucket}", body)).Status);

    [Theory]
    [InlineData("basic token")]
    [InlineData("basic password")]
    [InlineData("parameters")]
    public async Task Version1_Clients_MaySignInTheirWay(string way)
    {
        var server = await fixture.ServerAsync();
        var secret = way == "basic password" ? RunningPoints.Password : RunningPoints.Token;
        var path = $"/query?db={RunningPoints.Bucket}&q=SHOW+DATABASES" + (way == "parameters" ? $"&u=any&p={secret}" : "");

        var answer = await server.SendAsync(s_get, path, token: "", change: request =>
        {
            if (way != "parameters")
            {
                request.Headers.Authorization =
                    new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{secret}")));
            }
        });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("[\"main\"]", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version1_CreateDatabase_IsNotImplemented() =>
        Assert.Contains("not implemented: CREATE DATABASE",
            (await (await fixture.ServerAsync()).SendAsync(s_post, "/query?q=CREATE+DATABASE+x")).Text, StringComparison.Ordinal);

    private static async Task<List<string>> ColumnAsync(RunningPoints server, string measurement, string column)
    {
        var answer = await server.FluxAsync(
            $"from(bucket: \"{RunningPoints.Bucket}\") |> range(start: 0) |> filter(fn: (r) => r._measurement == \"{measurement}\") |> keep(columns: [\"_field\", \"{column}\"])");
        Assert.Equal(HttpStatusCode.OK, answer.Status);

        // ,result,table,_value,_field
        var index = 3;
        return [.. answer.Text.Split("\r\n").Where(line => line.StartsWith(",_result", StringComparison.Ordinal)).Select(line =>
            line.Split(',')[index])];
    }
}
