using System.Globalization;
using AttachedMarten;
using Npgsql;

// Reads with Marten what the platform has written, and reports in TAP. run.sh has made a platform with a budget `spring` in `acme` and in `globex`.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
await using (var owner = NpgsqlDataSource.Create(args[0]))
await using (var grants = owner.CreateCommand(await File.ReadAllTextAsync(args[1])))
    await grants.ExecuteNonQueryAsync();
await using var store = AttachedStore.Open(new NpgsqlConnectionStringBuilder(args[0]) { Username = "marten_reader", Password = "change-me" }.ConnectionString);
var checks = new Checks(store);
var (passed, failed) = (0, 0);
foreach (var check in Checks.All)
{
    var name = check.Name.Replace('_', ' ');
    try
    {
        await (Task)check.Invoke(checks, null)!;
        Console.WriteLine($"ok {++passed + failed} - {name}");
    }
    catch (Exception e)
    {
        Console.WriteLine($"not ok {passed + ++failed} - {name}");
        Console.WriteLine(string.Join('\n', $"{e}".Split('\n').Select(line => $"# {line}")));
    }
}

Console.WriteLine($"1..{passed + failed}\n# pass {passed}\n# fail {failed}");
return failed == 0 && passed > 0 ? 0 : 1;
