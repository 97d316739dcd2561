using System.Text;
using Observability.StandIns.Points.LineProtocol;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Tests.Points;

/// <summary>What is written is read again, whatever of it is in memory, in the log or in blocks.</summary>
public class PointStoreTests
{
    [Fact]
    public async Task Read_AnyOrderOfWritesAndFlushes_IsTheLastValueOfEachTime()
    {
        var random = new Random(3);
        await using var engine = new Engine();
        var expected = new SortedDictionary<long, double>();
        for (var round = 0; round < 60; round++)
        {
            var lines = new List<string>();
            var begin = random.Next(0, 40_000);
            for (var i = 0; i < random.Next(1, 3_000); i++)
            {
                long time = random.Next(3) == 0 ? random.Next(0, 50_000) : begin + i;
                var value = random.Next(1_000);
                lines.Add($"m v={value} {time}");
                expected[time * 1_000_000_000] = value;
            }

            await engine.WriteAsync(string.Join('\n', lines));
            switch (random.Next(4))
            {
                case 0:
                    await engine.Store.FlushAsync(TestContext.Current.CancellationToken);
                    break;
                case 1:
                    await engine.ReopenAsync();
                    break;
            }

            Assert.Equal(expected, Read(engine, long.MinValue, long.MaxValue));
            var (start, stop) = (random.Next(0, 50_000) * 1_000_000_000L, random.Next(0, 50_000) * 1_000_000_000L);
            Assert.Equal(expected.Where(point => point.Key >= start && point.Key < stop), Read(engine, start, stop));
        }
    }

    [Fact]
    public async Task Delete_SpansOfTime_WhatIsLeftIsRight()
    {
        var random = new Random(5);
        await using var engine = new Engine();
        await engine.WriteAsync(string.Join('\n', Enumerable.Range(0, 30_000).Select(i => $"m,k=a v={i} {i}\nm,k=b v=1 {i}")));
        var expected = new SortedDictionary<long,
            double>(Enumerable.Range(0, 30_000).ToDictionary(i => i * 1_000_000_000L, i => (double)i));
        for (var round = 0; round < 20; round++)
        {
            var first = random.Next(0, 30_000) * 1_000_000_000L;
            var last = first + (random.Next(0, 5_000) * 1_000_000_000L);
            await engine.Store.DeleteAsync(engine.Bucket.Id, (series, _) =>
                series.Tag("k") == "a", first, last, TestContext.Current.CancellationToken);
            foreach (var time in expected.Keys.Where(time => time >= first && time <= last).ToList())
            {
                expected.Remove(time);
            }

            Assert.Equal(expected, Read(engine, long.MinValue, long.MaxValue));
            await engine.WriteAsync($"m,k=a v={round} {40_000 + round}");
            expected[(40_000 + round) * 1_000_000_000L] = round;
        }

        await engine.ReopenAsync();
        Assert.Equal(expected, Read(engine, long.MinValue, long.MaxValue));
    }

    [Fact]
    public async Task Delete_FromAfterTo_DeletesNothing()
    {
        await using var engine = new Engine();
        await engine.WriteAsync(string.Join('\n', Enumerable.Range(0, 100).Select(i => $"m v={i} {i}")));

        await engine.Store.DeleteAsync(engine.Bucket.Id, (_, _) =>
            true, 70_000_000_000, 30_000_000_000, TestContext.Current.CancellationToken);

        await engine.ReopenAsync();
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (double)i), Read(engine, long.MinValue, long.MaxValue).Values);
    }

    [Fact]
    public async Task Delete_LastPointOfASeries_SeriesIsGoneAndCanBeWrittenAgain()
    {
        await using var engine = new Engine();
        await engine.WriteAsync("m,k=a v=1 1");
        await engine.Store.DeleteAsync(engine.Bucket.Id, (_, _) =>
            true, long.MinValue, long.MaxValue, TestContext.Current.CancellationToken);
        Assert.Equal(0, engine.Store.Bucket(engine.Bucket.Id).SeriesCount);

        await engine.WriteAsync("m,k=a v=2 1");
        await engine.ReopenAsync();

        Assert.Equal([new KeyValuePair<long, double>(1_000_000_000, 2)], Read(engine, long.MinValue, long.MaxValue));
    }

    [Fact]
    public async Task DropBefore_OldPoints_AreGoneWithTheSeriesThatHasNoOthers()
    {
        await using var engine = new Engine();
        await engine.WriteAsync("m,k=a v=1 1\nm,k=b v=1 1\nm,k=b v=2 20000");
        await engine.Store.FlushAsync(TestContext.Current.CancellationToken);
        await engine.WriteAsync("m,k=b v=3 30000");

        await engine.Store.DropBeforeAsync(engine.Bucket.Id, 10_000_000_000_000, TestContext.Current.CancellationToken);

        Assert.Equal("m,k=b", Assert.Single(engine.Store.Bucket(engine.Bucket.Id).Measurements["m"].Series).Key);
    }

    [Fact]
    public async Task Write_TypesThatDoNotFit_AreDroppedAndTheOthersKept()
    {
        await using var engine = new Engine();

        var outcome = await engine.WriteAsync("m v=1 1\nm v=\"x\" 2\nm w=1,v=2i 3\nn v=\"x\" 4\nm v=2 5");

        Assert.Equal(2, outcome.Dropped);
        Assert.Equal(
            "partial write: field type conflict: input field \"v\" on measurement \"m\" is type string, already exists as type float dropped=2",
            outcome.Message);
        Assert.Equal(3, outcome.Rows.Count);
        Assert.Equal([1_000_000_000, 5_000_000_000], Read(engine, long.MinValue, long.MaxValue).Keys);
    }

    [Theory]
    [InlineData("m f=\"x\",f=1 1")]
    [InlineData("m f=1,f=\"x\" 1")]
    [InlineData("m f=1,f=2i 1")]
    [InlineData("m,k=new f=1,f=2i 1")]
    public async Task Write_FieldTwiceInTwoTypes_IsDroppedAndTheStoreGoesOn(string line)
    {
        await using var engine = new Engine();

        var outcome = await engine.WriteAsync(line + "\nn v=1 2");

        Assert.Equal(1, outcome.Dropped);
        Assert.StartsWith("field type conflict: input field \"f\" on measurement \"m\"", outcome.Reason, StringComparison.Ordinal);
        await engine.Store.FlushAsync(TestContext.Current.CancellationToken);
        await engine.ReopenAsync();
        Assert.Equal(["n"], engine.Store.Bucket(engine.Bucket.Id).Measurements.Keys);
        Assert.Equal([new KeyValuePair<long, double>(2_000_000_000, 1)], Read(engine, long.MinValue, long.MaxValue));
    }

    [Fact]
    public async Task Write_FieldTwiceInOneType_HasTheLastValue()
    {
        await using var engine = new Engine();

        Assert.Equal(0, (await engine.WriteAsync("m f=1,f=2 1")).Dropped);

        Assert.Equal([new KeyValuePair<long, double>(1_000_000_000, 2)], Read(engine, long.MinValue, long.MaxValue));
    }

    [Theory]
    [InlineData("m v=\"x\" 3")]
    [InlineData("m v=3 3")]
    public async Task Write_SeriesIsDeletedAndMadeAnewMeanwhile_TheStoreStaysWhole(string anew)
    {
        await using var engine = new Engine();
        var index = engine.Store.Bucket(engine.Bucket.Id);
        await engine.WriteAsync("m v=1 1");
        var waiting = new PointResolver(engine.Store).Resolve(
            index, LineProtocolParser.Parse(Encoding.UTF8.GetBytes("m v=2 2\nn v=2 2"), 1_000_000_000, 0), long.MinValue);
        await engine.Store.DeleteAsync(engine.Bucket.Id, (_, _) =>
            true, long.MinValue, long.MaxValue, TestContext.Current.CancellationToken);
        await engine.WriteAsync(anew);

        await engine.Store.WriteAsync(waiting.Rows, TestContext.Current.CancellationToken);
        await engine.WriteAsync("k v=4 4");

        await engine.Store.FlushAsync(TestContext.Current.CancellationToken);
        await engine.ReopenAsync();
        var series = engine.Store.Bucket(engine.Bucket.Id).Measurements.Values.SelectMany(measurement => measurement.Series).ToList();
        Assert.Equal(["k", "m", "n"], series.Select(one => one.Key));
        Assert.All(series, one => Assert.Single(one.Columns));
        Assert.Equal(anew.Contains('"', StringComparison.Ordinal) ? FieldType.String : FieldType.Float, series[1].Columns[0].Type);
    }

    [Fact]
    public async Task Write_MoreFieldsThanASeriesGoesThrough_EachHasItsColumn()
    {
        await using var engine = new Engine();
        string Line(IEnumerable<int> fields, int time) => $"m {string.Join(',', fields.Select(i => $"f\\ {i}={i}"))} {time}";
        await engine.WriteAsync(Line(Enumerable.Range(0, 100), 1));
        await engine.WriteAsync(Line(Enumerable.Range(0, 200).Reverse(), 2));
        await engine.Store.DeleteAsync(engine.Bucket.Id, (_, field) =>
            field == "f 7", long.MinValue, long.MaxValue, TestContext.Current.CancellationToken);

        await engine.WriteAsync(Line(Enumerable.Range(0, 200), 3));

        var columns = Assert.Single(engine.Store.Bucket(engine.Bucket.Id).Measurements["m"].Series).Columns;
        using var reader = engine.Store.OpenReader();
        Assert.Equal(200, columns.Count);
        Assert.All(columns, column =>
        {
            var data = reader.Read(column, long.MinValue, long.MaxValue);
            var number = int.Parse(column.Field[2..], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(number == 7 ? 1 : number < 100 ? 3 : 2, data.Count);
            Assert.All(data.Bits[..data.Count], bits => Assert.Equal(number, BitConverter.Int64BitsToDouble(bits)));
        });
    }

    [Fact]
    public async Task Write_OlderThanTheBucketKeeps_IsDropped()
    {
        await using var engine = new Engine();

        var outcome = await engine.WriteAsync("m v=1 1\nm v=2 100", oldest: 50_000_000_000);

        Assert.Equal("partial write: points beyond retention policy dropped=1", outcome.Message);
        Assert.Equal([100_000_000_000], Read(engine, long.MinValue, long.MaxValue).Keys);
    }

    [Theory]
    [InlineData("m,a=1,a=2 v=1 1", "duplicate tags")]
    [InlineData("m,time=1 v=1 1", "input tag \"time\"")]
    [InlineData("m time=1 1", "input field \"time\"")]
    public async Task Write_NamesThatCannotBe_AreDropped(string line, string reason)
    {
        await using var engine = new Engine();

        Assert.Contains(reason, (await engine.WriteAsync(line)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_ManyAtOnce_AllAreThere()
    {
        await using var engine = new Engine();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var batch = 0; batch < 20; batch++)
            {
                await engine.WriteAsync(string.Join('\n',
                    Enumerable.Range(0, 100).Select(i => $"m,w={writer % 4} v=1 {(((writer * 20) + batch) * 100) + i}")));
            }
        })));

        Assert.Equal(32_000, Read(engine, long.MinValue, long.MaxValue).Count);
    }

    [Theory]
    [InlineData(nameof(FieldType.Float))]
    [InlineData(nameof(FieldType.Boolean))]
    [InlineData(nameof(FieldType.String))]
    public void Block_AnyPoints_ReadBackTheSame(string typeName)
    {
        var type = Enum.Parse<FieldType>(typeName);
        var random = new Random(13);
        foreach (var isRegular in new[] { true, false })
        {
            var data = new ColumnData(type);
            for (long i = 0, time = -500; i < 300; i++, time += isRegular ? 10 : random.Next(1, 1_000))
            {
                data.Add(time, type == FieldType.String ? 0 : random.Next(2), type == FieldType.String
                    ? new string('ü', random.Next(200)) : null);
            }

            var read = new ColumnData(type);
            BlockCodec.Decode(BlockCodec.Encode(data, 100, 150), 150, read);

            Assert.Equal(data.Times[100..250], read.Times[..150]);
            Assert.Equal(type == FieldType.String ? [] : data.Bits[100..250], type == FieldType.String ? [] : read.Bits[..150]);
            Assert.Equal(data.Texts?[100..250], read.Texts?[..150]);
        }
    }

    private static SortedDictionary<long, double> Read(Engine engine, long start, long stop)
    {
        using var reader = engine.Store.OpenReader();
        var points = new SortedDictionary<long, double>();
        foreach (var column in Observability.StandIns.Points.Flux.Tables.StoredTables.Columns(engine.Store.Bucket(engine.Bucket.Id)).Where(column => column.Series.Tag("k") != "b" && column.Type == FieldType.Float))
        {
            var data = reader.Read(column, start, stop);
            for (var i = 0; i < data.Count; i++)
            {
                Assert.True(i == 0 || data.Times[i - 1] < data.Times[i]);
                points.Add(data.Times[i], BitConverter.Int64BitsToDouble(data.Bits[i]));
            }
        }

        return points;
    }
}
