using System.Runtime.CompilerServices;
using CsvHelper;
using Google.Api;
using Google.Protobuf.Reflection;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Metrics;

/// <summary>A row of a file of values: what it says, or why it says nothing.</summary>
internal sealed record MetricRow(long Line, MetricValue Value, Failure? Problem);

/// <summary>Reads values from CSV. The columns are the fields of a value by their names, in any order; <c>amount</c> stands for <c>value</c> where that is money in whole units.</summary>
internal sealed class MetricRows(Stream file, Func<string> workspace, MetricValue.Types.Source source)
{
    private const string Amount = "amount";

    private static readonly MessageDescriptor Descriptor = MetricValue.Descriptor;

    /// <summary>A value has to be there too, even if it is zero.</summary>
    private static readonly string[] Needed =
    [
        .. Descriptor.Fields.InDeclarationOrder().Where(field => field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.Required) == true).Select(field => field.Name),
        "value",
    ];

    /// <summary>How much of the file has been read, in bytes.</summary>
    internal long BytesRead { get; private set; }

    /// <exception cref="Failure">The file is no such CSV.</exception>
    internal async IAsyncEnumerable<MetricRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var reader = CsvReader.Create(file, new CsvReaderOptions { TrackLineNumbers = true });
        string[] columns = [];
        while (await NextAsync(reader, cancellation))
        {
            if (columns.Length == 0)
                columns = Columns(reader.Headers);
            BytesRead = reader.ByteOffset;
            yield return Row(reader, columns);
        }
    }

    private static async Task<bool> NextAsync(CsvReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadAsync(cancellation);
        }
        catch (CsvFormatException e)
        {
            throw Failure.Usage($"The file is no CSV that can be read: {e.Message}", $"文件不是可读取的 CSV：{e.Message}");
        }
    }

    private string[] Columns(IEnumerable<string> headers)
    {
        string[] columns = [.. headers.Select(header => header.Trim())];
        var known = Descriptor.Fields.InDeclarationOrder().Select(field => field.Name).Append(Amount).ToArray();
        if (columns.FirstOrDefault(column => !known.Contains(column)) is { } unknown)
        {
            throw Failure.Usage(
                $"The file has a column '{unknown}'. Its first line names the columns: {string.Join(", ", known)}.",
                $"文件中有未知列“{unknown}”。首行应为列名：{string.Join("、", known)}。");
        }

        string[] missing = [.. Needed.Except(columns).Except(columns.Contains(Amount) ? ["value"] : []).Except(source != MetricValue.Types.Source.Unspecified ? ["source"] : [])];
        return missing.Length == 0 ? columns : throw Failure.Usage(
            $"The file lacks the column {string.Join(", ", missing)}. Its first line names the columns; --source can stand for the column source.",
            $"文件缺少列 {string.Join("、", missing)}。首行应为列名；可用 --source 代替 source 列。");
    }

    private MetricRow Row(CsvReader reader, string[] columns)
    {
        var value = new MetricValue { Source = source };
        try
        {
            foreach (var (i, column) in columns.Index())
            {
                if (i < reader.FieldCount && reader.GetString(i) is { Length: > 0 } text)
                    Set(value, column, text.Trim());
            }

            return new(reader.LineNumber, value, null);
        }
        catch (Failure problem)
        {
            return new(reader.LineNumber, value, problem);
        }
    }

    private void Set(MetricValue value, string column, string text)
    {
        if (column == Amount)
        {
            value.Value = Requests.Amount.ParseUnits(Descriptor.FindFieldByName("value"), column, text);
            return;
        }

        var field = Descriptor.FindFieldByName(column);
        field.Accessor.SetValue(value, column == "account" && !text.Contains('/', StringComparison.Ordinal) ? $"workspaces/{workspace()}/accounts/{text}" : FieldValue.Parse(field, column, text));
    }
}
