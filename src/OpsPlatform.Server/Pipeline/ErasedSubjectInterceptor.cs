using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;

namespace OpsPlatform.Server.Pipeline;

/// <summary>
/// Refuses new personal data of a subject who was erased. A step of its own, after the idempotency: what was written before the erasure
/// and is repeated after it gets its first answer, like any repeat.
/// </summary>
internal sealed class ErasedSubjectInterceptor : CheckInterceptor
{
    public static void Check(RpcCall call)
    {
        if (call.ErasedSubject.Length > 0)
            throw new Refusal(ErrorReason.SubjectErased, call.ErasedSubject);
    }

    protected override void CheckMessage(RpcCall call, IMessage request) => Check(call);
}
