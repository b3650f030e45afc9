using Microsoft.Extensions.Options;

namespace OpsPlatform.Server.Personal;

/// <summary>The section `Personal` of the configuration.</summary>
internal sealed class PersonalOptions
{
    public const string Section = "Personal";

    /// <summary>32 bytes in base64 that encrypt the keys of data subjects in the database. Without it they lie there in clear.</summary>
    public string? KeyEncryptionKey { get; set; }

    /// <summary>The file that remembers erasures outside the database, shared by all nodes. Without it nobody can be erased.</summary>
    public string? ErasureLedger { get; set; }
}

/// <summary>Refuses to start on settings that could not work.</summary>
internal sealed class PersonalOptionsValidation : IValidateOptions<PersonalOptions>
{
    public ValidateOptionsResult Validate(string? name, PersonalOptions options)
    {
        var problems = new List<string>();
        if (options.KeyEncryptionKey is { } key && !KeyWrapping.IsKey(key))
            problems.Add("Personal:KeyEncryptionKey is not 32 bytes in base64. Make one with `openssl rand -base64 32`.");
        if (options.ErasureLedger is { } ledger && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(ledger))))
            problems.Add($"Personal:ErasureLedger is {ledger}, whose folder does not exist. Make the folder, on storage that is backed up apart from the database.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
