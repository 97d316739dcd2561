using System.Text;
using Observability.StandIns.Points.Flux;

namespace Observability.StandIns.Tests.Points;

/// <summary>Annotated CSV, as it is documented (https://docs.influxdata.com/influxdb/v2/reference/syntax/annotated-csv/).</summary>
public class CsvTests
{
    private const string Query = "from(bucket: \"b\") |> range(start: 2020-01-01T00:00:00Z, stop: 2020-01-01T00:05:00Z)";

    [Fact]
    public async Task Write_AllAnnotations_OnceForTablesOfOneSchema()
    {
        await using var engine = new Engine();
        await engine.WriteAsync("m,host=a f=1.5 1577836800\nm,host=b f=2 1577836801\nm,host=b i=3i 1577836802");

        Assert.Equal("""
            #datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string,string
            #group,false,false,true,true,false,false,true,true,true
            #default,_result,,,,,,,,
            ,result,table,_start,_stop,_time,_value,_field,_measurement,host
            ,,0,2020-01-01T00:00:00Z,2020-01-01T00:05:00Z,2020-01-01T00:00:00Z,1.5,f,m,a
            ,,1,2020-01-01T00:00:00Z,2020-01-01T00:05:00Z,2020-01-01T00:00:01Z,2,f,m,b

            #datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,long,string,string,string
            #group,false,false,true,true,false,false,true,true,true
            #default,_result,,,,,,,,
            ,result,table,_start,_stop,_time,_value,_field,_measurement,host
            ,,2,2020-01-01T00:00:00Z,2020-01-01T00:05:00Z,2020-01-01T00:00:02Z,3,i,m,b


            """.ReplaceLineEndings("\n"), await engine.FluxAsync(Query));
    }

    [Theory]
    [InlineData("m f=1e300 1577836800", "double", "1" + "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("m f=0.0000001 1577836800", "double", "0.0000001")]
    [InlineData("m f=-7i 1577836800", "long", "-7")]
    [InlineData("m f=18446744073709551615u 1577836800", "unsignedLong", "18446744073709551615")]
    [InlineData("m f=t 1577836800", "boolean", "true")]
    [InlineData("m f=\"a,b \\\"c\\\"\" 1577836800", "string", "\"a,b \"\"c\"\"\"")]
    [InlineData("m f=\"\" 1577836800", "string", "")]
    [InlineData("m f=\" x\" 1577836800", "string", "\" x\"")]
    public async Task Write_Value_HasItsTypeAndQuotes(string line, string type, string expected)
    {
        await using var engine = new Engine();
        await engine.WriteAsync(line);

        var lines = (await engine.FluxAsync(Query + " |> keep(columns: [\"_value\"])")).Split('\n');

        Assert.Equal($"#datatype,string,long,{type}", lines[0]);
        Assert.Equal($",,0,{expected}", lines[4]);
    }

    [Fact]
    public async Task Write_OtherDialect_IsFollowed()
    {
        await using var engine = new Engine();
        await engine.WriteAsync("m f=\"a;b\" 1577836800");

        var answer =
            await engine.FluxAsync(Query + " |> keep(columns: [\"_value\", \"_time\"])", new CsvDialect(["datatype"], false, ';', true));

        Assert.Equal("#datatype;string;long;dateTime:RFC3339Nano;string\n;_result;0;2020-01-01T00:00:00Z;\"a;b\"\n\n", answer);
    }

    [Fact]
    public async Task Write_TableWithoutRows_HasItsKeyAsDefaults()
    {
        await using var engine = new Engine();
        await engine.WriteAsync("m,host=a f=1 1577836800");

        var answer =
            await engine.FluxAsync(Query
            + " |> filter(fn: (r) => r._value > 5.0, onEmpty: \"keep\") |> keep(columns: [\"host\", \"_value\"])");

        Assert.Equal("#datatype,string,long,double,string\n#group,false,false,false,true\n#default,_result,0,,a\n,result,table,_value,host\n\n", answer);
    }

    [Fact]
    public async Task WriteError_AfterATable_IsATableOfItsOwn()
    {
        using var output = new MemoryStream();
        var writer = new CsvWriter(output, new CsvDialect(["datatype", "group", "default"], true, ',', false));
        writer.WriteError("it, failed");
        await writer.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal("#datatype,string,string\r\n#group,true,true\r\n#default,,\r\n,error,reference\r\n,\"it, failed\",\r\n",
            Encoding.UTF8.GetString(output.ToArray()));
    }
}
