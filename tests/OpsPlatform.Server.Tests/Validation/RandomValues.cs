using System.Collections;
using System.Collections.Concurrent;
using System.Numerics;
using System.Text;
using Buf.Validate;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Server.Validation;

namespace OpsPlatform.Server.Tests.Validation;

/// <summary>Values for a field with these rules.</summary>
internal sealed class RandomValues(Random random, FieldRules rules)
{
    // protovalidate for TypeScript asks the machine's clock: these are far enough from it on either side.
    private const long FarPastSeconds = 946_684_800;
    private const long FarFutureSeconds = 32_503_680_000;

    private static readonly ConcurrentDictionary<string, string[]> Fitting = [];

    public object Of(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => Whole<int>(),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => Whole<long>(),
        FieldType.UInt32 or FieldType.Fixed32 => Whole<uint>(),
        FieldType.UInt64 or FieldType.Fixed64 => Whole<ulong>(),
        FieldType.Float => (float)Real(float.MinValue, float.MaxValue),
        FieldType.Double => Real(double.MinValue, double.MaxValue),
        FieldType.Bool => random.Next(2) == 0,
        FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, Pick(field.EnumType.Values.Select(value => value.Number).Append(99).Append(-1))),
        FieldType.String => Text(),
        FieldType.Bytes => Blob(),
        _ => throw new NotSupportedException(field.FullName),
    };

    public Timestamp Timestamp()
    {
        var nanos = TimeNanos(Literals().OfType<Timestamp>().Select(time => (time.Seconds, time.Nanos)).Append((FarPastSeconds, 0)).Append((FarFutureSeconds, 0)).Append((-62_135_596_800, 0)));
        var seconds = long.Clamp((long)BigInteger.Divide(nanos - (nanos < 0 ? 999_999_999 : 0), 1_000_000_000), -62_135_596_800, 253_402_300_799);
        return new() { Seconds = seconds, Nanos = (int)BigInteger.Remainder(BigInteger.Remainder(nanos, 1_000_000_000) + 1_000_000_000, 1_000_000_000) };
    }

    public Duration Duration()
    {
        var nanos = TimeNanos(Literals().OfType<Duration>().Select(duration => (duration.Seconds, duration.Nanos)).Append((0, 0)).Append((315_575_999_999, 0)));
        return new() { Seconds = (long)(nanos / 1_000_000_000), Nanos = (int)(nanos % 1_000_000_000) };
    }

    private BigInteger TimeNanos(IEnumerable<(long Seconds, int Nanos)> instants)
    {
        var (seconds, nanos) = Pick(instants);
        return ((BigInteger)seconds * 1_000_000_000) + nanos + Pick([0, 0, 1, -1, 1_000_000_000]);
    }

    private T Whole<T>()
        where T : IBinaryInteger<T>, IMinMaxValue<T>
    {
        var near = Literals().OfType<T>().Append(T.Zero).SelectMany(bound => new[] { bound, unchecked(bound + T.One), unchecked(bound - T.One) });
        return Pick(near.Append(T.MinValue).Append(T.MaxValue).Append(T.CreateTruncating(random.NextInt64())));
    }

    private double Real(double least, double most)
    {
        var near = Literals().Where(literal => literal is float or double).Select(Convert.ToDouble).Append(0).SelectMany(bound => new[] { bound, bound + 0.5, bound - 0.5, -bound });
        return Pick(near.Concat([double.NaN, double.PositiveInfinity, double.NegativeInfinity, least, most, (random.NextDouble() - 0.5) * 1e6]));
    }

    private string Text()
    {
        var given = Literals().OfType<string>().ToArray();
        if (rules.String is { HasPattern: true } && random.Next(2) == 0 && Fitting.GetOrAdd(rules.String.Pattern, SamplesOf) is { Length: > 0 } fitting)
            return Pick(fitting);
        var text = random.Next(4) switch
        {
            0 when given.Length > 0 => given[random.Next(given.Length)],
            1 => string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Pick(TextSamples.Characters))),
            _ => Pick(TextSamples.All),
        };
        for (var changes = random.Next(3); changes > 0; changes--)
            text = Changed(text.EnumerateRunes().Select(rune => rune.ToString()).ToList());
        return text;
    }

    private static string[] SamplesOf(string pattern)
    {
        var regex = Re2Pattern.Compile(pattern, "a sample");
        return [.. TextSamples.All.Where(sample => regex.IsMatch(sample))];
    }

    private string Changed(List<string> characters)
    {
        var at = random.Next(characters.Count + 1);
        if (random.Next(2) == 0 && at < characters.Count)
            characters.RemoveAt(at);
        else
            characters.Insert(at, Pick(TextSamples.Characters));
        return string.Concat(characters);
    }

    private ByteString Blob()
    {
        var parts = Literals().OfType<ByteString>().Append(ByteString.Empty).Append(ByteString.CopyFromUtf8("abc")).ToArray();
        return random.Next(3) switch
        {
            0 => Pick(parts),
            1 => ByteString.CopyFrom(Enumerable.Repeat((byte)random.Next(1, 120), Pick([1, 2, 3, 4, 5, 15, 16, 17])).ToArray()),
            _ => ByteString.CopyFrom([.. Pick(parts), .. Encoding.UTF8.GetBytes(Pick(["", "a", "b", "\u0001"])), .. Pick(parts)]),
        };
    }

    /// <summary>All values that the rules name.</summary>
    private IEnumerable<object> Literals()
    {
        if (FieldRules.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(rules)?.Accessor.GetValue(rules) is not IMessage own)
            return [];
        return own.Descriptor.Fields.InDeclarationOrder().SelectMany(field => field switch
        {
            { IsRepeated: true } => ((IList)field.Accessor.GetValue(own)).Cast<object>(),
            _ when field.Accessor.HasValue(own) => [field.Accessor.GetValue(own)],
            _ => [],
        });
    }

    private T Pick<T>(IEnumerable<T> choices)
    {
        var all = choices as IReadOnlyList<T> ?? [.. choices];
        return all[random.Next(all.Count)];
    }
}
