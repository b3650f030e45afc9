using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;

namespace OpsPlatform.Server.Personal;

/// <summary>Seals what is personal on its way in, and opens it on its way out, masked as a rule. Between the two nobody sees it in clear.</summary>
internal sealed class PersonalData(PersonalFields fields, SubjectKeys keys, ILogger<PersonalData> log)
{
    /// <summary>Seals a request where it stands. What is personal of an erased subject is taken out of it instead.</summary>
    /// <returns>What it was sealed with; null when there is nothing personal in it.</returns>
    /// <exception cref="Refusal">It brings a mask, as answers show it: stored, it would replace what it stands for.</exception>
    public async Task<LeasedKeys?> SealAsync(string workspace, IMessage request, MissingKeys missing, CancellationToken cancellation)
    {
        var subjects = new HashSet<string>();
        fields.Change(request, part =>
        {
            part.SetErased(false);
            foreach (var (field, text) in part.Texts)
            {
                if (Mask.IsIn(text))
                    throw new Refusal(ErrorReason.PersonalDataMasked, field.Name, ("field", field.Name));
                subjects.Add(part.Subject);
            }
        });
        return subjects.Count == 0 ? null : Seal(request, await keys.LeaseAsync(workspace, subjects, missing, cancellation));
    }

    /// <summary>An opened copy; the message itself may be state that others read, and stays sealed.</summary>
    /// <param name="own">The keys that the call's request was sealed with, where some of them are kept nowhere else; or null.</param>
    /// <param name="inClear">The texts as they are, for an answer that reveals them; else their masks.</param>
    /// <exception cref="Refusal">A text is not what was sealed.</exception>
    public async Task<T> OpenAsync<T>(string workspace, T message, LeasedKeys? own, bool inClear, CancellationToken cancellation)
        where T : class
    {
        if (message is not IMessage stored || !fields.In(stored.Descriptor))
            return message;
        var subjects = new HashSet<string>();
        fields.Read(stored, part =>
        {
            if (part.Texts.Any())
                subjects.Add(part.Subject);
        });
        if (subjects.Count == 0)
            return message;

        using var lease = await keys.LeaseAsync(workspace, subjects, MissingKeys.LeftOut, cancellation);
        var opened = ((IDeepCloneable<T>)message).Clone();
        fields.Change((IMessage)opened, part =>
        {
            foreach (var (field, text) in part.Texts)
            {
                var clear = Open(workspace, part, field.FullName, text, lease, own);
                part.Set(field, inClear ? clear : Mask.Of(clear));
            }
        });
        return opened;
    }

    private LeasedKeys Seal(IMessage request, LeasedKeys lease)
    {
        fields.Change(request, part =>
        {
            foreach (var (field, text) in part.Texts)
            {
                lease.TryGet(part.Subject, out var key);
                part.Set(field, key?.Seal(text) ?? "");
                if (key is null)
                    lease.ErasedSubject = part.Shape.Subject.Name;
            }
        });
        return lease;
    }

    private string Open(string workspace, PersonalPart part, string field, string text, LeasedKeys lease, LeasedKeys? own)
    {
        if (!lease.TryGet(part.Subject, out var key) && own?.TryGet(part.Subject, out key) is not true)
            throw Damaged(workspace, field);
        if (key is not null)
            return key.Open(text) ?? throw Damaged(workspace, field);
        part.SetErased(true);
        return "";
    }

    private Refusal Damaged(string workspace, string field)
    {
        log.PersonalDataDamaged(field, workspace);
        return new Refusal(ErrorReason.PersonalDataDamaged, "", ("field", field));
    }
}
