using System.Security.Cryptography;
using System.Text;

namespace OpsPlatform.Server.Personal;

/// <summary>By what a data subject is known wherever the id itself has no business: in the table of keys, in the ledger, in certificates.</summary>
internal static class SubjectDigest
{
    /// <summary>The workspace is digested with the id, so that the same id in two workspaces has nothing in common.</summary>
    public static byte[] Of(string workspace, string subject) => SHA256.HashData(Encoding.UTF8.GetBytes($"workspaces/{workspace}/subjects/{subject}"));
}
