using System.Globalization;
using CsvHelper;

namespace Walkthrough.Matrix;

/// <summary>The values of the matrix as a file, in the columns of `ops metrics import`.</summary>
internal static class MatrixFile
{
    public static async Task<int> WriteAsync(FileInfo file)
    {
        await using var writer = CsvWriter.Create(file.Create());
        Write(writer, "account", "metric", "date", "value", "currency_code", "source");
        foreach (var value in MatrixYear.Values("workspaces/acme"))
        {
            var source = value.Source == OpsPlatform.Metrics.V1.MetricValue.Types.Source.Export ? "export" : "platform-api";
            Write(writer, value.Account[(value.Account.LastIndexOf('/') + 1)..], value.Metric, $"{value.Date.Year:0000}-{value.Date.Month:00}-{value.Date.Day:00}", value.Value.ToString(CultureInfo.InvariantCulture), value.CurrencyCode, source);
        }

        return 0;
    }

    private static void Write(CsvWriter writer, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
            writer.WriteField(field);
        writer.EndRecord();
    }
}
