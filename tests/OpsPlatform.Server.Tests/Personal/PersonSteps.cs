using System.Security.Cryptography;
using System.Text;
using Npgsql;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Erasures.V1;
using OpsPlatform.EventStore;
using OpsPlatform.Persons.V1;
using OpsPlatform.Server.Tests.Budgets;

namespace OpsPlatform.Server.Tests.Personal;

/// <summary>The steps by which tests come to persons in the records, and what they see of the database.</summary>
internal static class PersonSteps
{
    /// <summary>A person whom no other test knows, with a name and a contact that stand nowhere else.</summary>
    public static Person NewPerson(string subject = "")
    {
        var mark = Guid.NewGuid().ToString("n");
        return new Person { SubjectId = subject.Length > 0 ? subject : $"e-{mark}", DisplayName = $"王小明{mark}", Contact = $"wxid_{mark}@example.com" };
    }

    /// <summary>As every answer but a reveal shows a person of <see cref="NewPerson"/>.</summary>
    public static Person Masked(this Person person) => new() { SubjectId = person.SubjectId, DisplayName = "王***", Contact = "w***@example.com" };

    /// <summary>The person whom a resource names, in clear.</summary>
    public static async Task<Person> RevealAsync(this RunningServer server, string resource, string requestId = "")
    {
        var answer = await server.Operator.Persons.RevealPersonAsync(Asking(resource, requestId));
        var person = new Person { SubjectId = answer.Fields[0].SubjectId, Erased = answer.Fields.Any(field => field.Erased) };
        foreach (var field in answer.Fields)
            Person.Descriptor.FindFieldByName(field.Field).Accessor.SetValue(person, field.Value);
        return person;
    }

    public static RevealPersonRequest Asking(string resource, string requestId = "") =>
        new() { Parent = BudgetSteps.Workspace, Resource = resource, Purpose = "To call back about the order", RequestId = requestId };

    public static Person Nameless(this Person person, bool erased) => new() { SubjectId = person.SubjectId, Erased = erased };

    public static async Task<Reservation> ReserveForAsync(this RunningServer server, Budget budget, Person person, string requestId = "") =>
        await server.Operator.Budgets.ReserveFundsAsync(Hold(budget, person, requestId));

    public static ReserveFundsRequest Hold(Budget budget, Person person, string requestId = "") =>
        new() { Parent = budget.Name, Line = budget.Lines[0].LineId, AmountMicros = 3, Requester = person, RequestId = requestId };

    public static async Task<Erasure> EraseAsync(this RunningServer server, Person person, string requestId = "") =>
        await server.Operator.Erasures.CreateErasureAsync(Erasing(person, requestId));

    public static CreateErasureRequest Erasing(Person person, string requestId = "") =>
        new() { Parent = BudgetSteps.Workspace, SubjectId = person.SubjectId, Reason = Erasure.Types.Reason.SubjectRequest, RequestId = requestId };

    public static string Digest(this Person person, string workspace = "acme") =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"workspaces/{workspace}/subjects/{person.SubjectId}")));

    /// <summary>Every row of every table as text, each after its table's name; bytes in hexadecimal.</summary>
    public static async Task<List<string>> RowsAsync(this RunningServer server, string where = "true")
    {
        await server.Get<ProjectionRunner>().Idle;
        await using var database = NpgsqlDataSource.Create(server.Database);
        var tables = await ReadAsync(database, "select table_name::text from information_schema.tables where table_schema = 'public' order by 1");
        tables.ShouldContain("ops_subject_keys");
        var rows = new List<string>();
        foreach (var table in tables)
            rows.AddRange(await ReadAsync(database, $"select '{table} ' || t::text from {table} t where {where} order by 1"));
        return rows;
    }

    public static async Task ExecuteAsync(this RunningServer server, string sql)
    {
        await using var database = NpgsqlDataSource.Create(server.Database);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>All the forms in which a text could lie in a table.</summary>
    public static IEnumerable<string> Traces(this Person person) => new[] { person.DisplayName, person.Contact }.SelectMany(text => new[]
    {
        text,
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('='),
        string.Concat(text.Select(c => c > 127 ? $"\\u{(int)c:x4}" : $"{c}")),
    });

    private static async Task<List<string>> ReadAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
