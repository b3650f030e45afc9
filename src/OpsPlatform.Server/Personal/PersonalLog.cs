namespace OpsPlatform.Server.Personal;

/// <summary>All that is logged about personal data and erasures. Never a key, a text, or a subject's id.</summary>
internal static partial class PersonalLog
{
    [LoggerMessage(3000, LogLevel.Warning, "Keys of data subjects lie in the database in clear. Whoever reads a backup can open what was erased since; set Personal:KeyEncryptionKey.")]
    public static partial void SubjectKeyInClear(this ILogger log);

    [LoggerMessage(3001, LogLevel.Error, "{Field} of a person in {Workspace} is not what was sealed for them: damaged or tampered with")]
    public static partial void PersonalDataDamaged(this ILogger log, string field, string workspace);

    [LoggerMessage(3002, LogLevel.Information, "Erasure {Erasure} in {Workspace}: key {KeyId} destroyed, line {Sequence} of the ledger")]
    public static partial void SubjectErased(this ILogger log, string erasure, string workspace, string keyId, long sequence);

    [LoggerMessage(3003, LogLevel.Warning, "{Count} subjects of {Workspace} that the ledger names were not erased in the database, as after the restore of a backup; they are now")]
    public static partial void ErasuresReapplied(this ILogger log, int count, string workspace);

    [LoggerMessage(3004, LogLevel.Warning, "The erasure ledger cannot be reached: {Problem}")]
    public static partial void LedgerUnavailable(this ILogger log, string problem);

    [LoggerMessage(3005, LogLevel.Warning, "The erasure ledger ended in the middle of a line, as after a crash; the half of it, which nobody was told of, was cut off")]
    public static partial void LedgerHealed(this ILogger log);
}
