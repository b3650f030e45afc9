using OpsPlatform.Api.V1;

namespace OpsPlatform.Client.Internal;

/// <summary>What the client itself says to people, in the language of its options. What the platform says comes with its answer.</summary>
internal sealed class Sentences(string language)
{
    private readonly bool _chinese = language.StartsWith("zh", StringComparison.OrdinalIgnoreCase);

    public string Unreachable(string address, string problem) => Pick(
        $"The platform cannot be reached at {address}: {problem}. Check the address, and that the server runs.",
        $"无法连接平台 {address}：{problem}。请检查地址，并确认服务器正在运行。");

    public string DeadlinePassed()
    {
        var template = ErrorReasonReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)ErrorReason.DeadlinePassed).GetOptions().GetExtension(ErrorReasonExtensions.Error);
        return Pick(template.En, template.Zh);
    }

    public string Cancelled() => Pick("The call was cancelled by its caller.", "调用已被调用方取消。");

    public string TokenUnreachable(string endpoint, string problem) => Pick(
        $"No access token: {endpoint} cannot be reached: {problem}. Check the token endpoint's address, and that it runs.",
        $"无法获取访问令牌：无法连接 {endpoint}：{problem}。请检查令牌端点地址，并确认其正在运行。");

    public string TokenRefused(string endpoint, string client, string problem) => Pick(
        $"No access token: {endpoint} refused the client '{client}': {problem}. Check ClientId, ClientSecret and Scopes.",
        $"无法获取访问令牌：{endpoint} 拒绝了客户端“{client}”：{problem}。请检查 ClientId、ClientSecret 和 Scopes。");

    public string TokenUnreadable(string endpoint, string problem) => Pick(
        $"No access token: {endpoint} does not answer like a token service: {problem}. Check the token endpoint's address.",
        $"无法获取访问令牌：{endpoint} 的响应不符合令牌服务规范：{problem}。请检查令牌端点地址。");

    private string Pick(string english, string chinese) => _chinese ? chinese : english;
}
