using CsvHelper;
using OpsPlatform.Client;

namespace Walkthrough.Input;

/// <summary>A field in whole units of the currency, <c>4000.00</c>, read as the micros that the platform counts in.</summary>
internal sealed class MicrosField : ICsvConverter<long>
{
    public long Read(CsvReader reader, int index) => Money.ToMicros(reader.Parse<decimal>(index));

    public void Write(CsvWriter writer, long value) => writer.WriteField(Money.FromMicros(value));
}
