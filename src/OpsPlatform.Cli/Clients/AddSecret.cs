using Grpc.Core;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Clients;

internal sealed class AddSecret() : RpcCommand<AddClientSecretRequest, AddClientSecretResponse>(
    "add-secret",
    "Make a secret for a client, beside the one in use: two at most. In a table the secret stands alone on standard output, to be piped where it is kept; it is shown this once.",
    [
        new("name", "The client."),
        new("replace_secret_id", "The secret that the new one takes the place of at once: one that never arrived."),
    ],
    "ops clients add-secret novapr-sync > novapr-sync.secret",
    "ops clients add-secret novapr-sync --replace-secret-id 3f9c2a10 > novapr-sync.secret",
    "ops clients add-secret novapr-sync -o json")
{
    protected override AsyncUnaryCall<AddClientSecretResponse> Call(OpsPlatformClient client, AddClientSecretRequest request, CallOptions options) =>
        client.Partners.AddClientSecretAsync(request, options);

    /// <summary>A repeat is answered without the secret: whoever pipes it into a file must not take the empty file for done.</summary>
    protected override void Show(Invocation invocation, AddClientSecretRequest request, AddClientSecretResponse answer)
    {
        if (invocation.Output is not TableOutput)
            base.Show(invocation, request, answer);
        else if (answer.Secret.Length > 0)
            invocation.Terminal.Output.WriteLine(answer.Secret);
        else if (!request.ValidateOnly)
            throw ShownBefore(answer.SecretId);

        if (answer.Secret.Length > 0)
            invocation.Note($"Secret {answer.SecretId} is added. It is not shown again.", $"已添加密钥 {answer.SecretId}，该密钥不会再次显示。");
    }

    private static Failure ShownBefore(string secretId) => new(ExitCode.Failed, "SECRET_SHOWN_BEFORE", new Sentence(
        $"Secret {secretId} was in the first answer to this request, and is not shown again. If it is lost, put another one in its place: add --replace-secret-id {secretId}.",
        $"密钥 {secretId} 仅出现在该请求的首次结果中，不会再次显示。如已遗失，请加上 --replace-secret-id {secretId} 以新密钥替换。"));
}
