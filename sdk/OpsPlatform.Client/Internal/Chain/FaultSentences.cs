using static OpsPlatform.Client.EventChainFaultKind;

namespace OpsPlatform.Client.Internal.Chain;

/// <summary>What people are told of a fault.</summary>
internal static class FaultSentences
{
    public static string Of(EventChainFault fault, string language) =>
        language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese(fault) : English(fault);

    private static string English(EventChainFault fault)
    {
        var place = fault.Stream.Length > 0 ? $"Event {fault.Position} ({fault.Stream}, version {fault.Version})" : $"Event {fault.Position}";
        return fault.Kind switch
        {
            Edited when fault.Position == 0 => $"The export's start was edited: {fault.Detail}.",
            Edited => $"{place} was edited or replaced, or an event before it was and its hash was recomputed: what it holds does not give its hash.",
            JsonEdited => $"{place} was edited in its JSON: it does not say what the event's message says, which is what counts and fits.",
            Missing when fault.Detail.Length > 0 => $"Events {fault.Position} to {fault.Detail} are missing.",
            Missing => $"{place} is missing.",
            OutOfOrder when fault.Detail.Length > 0 => $"{place} is out of order: it comes after event {fault.Detail}.",
            OutOfOrder => $"{place} is out of order: it lies before the export's first event.",
            Repeated => $"{place} is there a second time.",
            StreamBroken => $"{place} does not follow version {fault.Detail} of its stream: an event was removed or added before it, and the hashes were recomputed.",
            Truncated when fault.Detail.Length > 0 => $"The export is cut off: it ends before event {fault.Position}, and a checkpoint proves that there are events up to {fault.Detail}.",
            Truncated => $"The export is cut off before {(fault.Position > 0 ? $"event {fault.Position}" : "its first event")}, it has no end. Export it again.",
            CheckpointInvalid => $"The checkpoint is not valid: {fault.Detail}.",
            CheckpointDiffers => $"The checkpoint at {fault.Position} says another hash than the events give: an event up to {fault.Position} was changed, added or removed, and the hashes were recomputed.",
            CheckpointUnrelated => $"The checkpoint is of {fault.Detail} at {fault.Position}, which is not in this export.",
            KeysUnreadable => $"The key set cannot be read: {fault.Detail}",
            _ => $"The file is no export, or is damaged {(fault.Position > 0 ? $"from event {fault.Position} on" : "from its beginning")}: {fault.Detail}",
        };
    }

    private static string Chinese(EventChainFault fault)
    {
        var place = fault.Stream.Length > 0 ? $"事件 {fault.Position}（{fault.Stream}，版本 {fault.Version}）" : $"事件 {fault.Position}";
        return fault.Kind switch
        {
            Edited when fault.Position == 0 => $"导出文件的开头被修改：{fault.Detail}。",
            Edited => $"{place}被修改或替换，或其之前的事件被修改且哈希被重新计算：其内容与哈希不符。",
            JsonEdited => $"{place}的 JSON 被修改：它与该事件的消息不一致，而消息本身有效且符合哈希。",
            Missing when fault.Detail.Length > 0 => $"事件 {fault.Position} 至 {fault.Detail} 缺失。",
            Missing => $"{place}缺失。",
            OutOfOrder when fault.Detail.Length > 0 => $"{place}顺序错误：它位于事件 {fault.Detail} 之后。",
            OutOfOrder => $"{place}顺序错误：它早于导出的第一个事件。",
            Repeated => $"{place}重复出现。",
            StreamBroken => $"{place}未接续其流的版本 {fault.Detail}：此前有事件被删除或添加，且哈希被重新计算。",
            Truncated when fault.Detail.Length > 0 => $"导出被截断：在事件 {fault.Position} 之前结束，而检查点证明事件应到 {fault.Detail}。",
            Truncated => $"导出在{(fault.Position > 0 ? $"事件 {fault.Position} " : "第一个事件")}之前被截断，没有结尾。请重新导出。",
            CheckpointInvalid => $"检查点无效：{fault.Detail}。",
            CheckpointDiffers => $"位置 {fault.Position} 的检查点与事件算出的哈希不同：该位置及之前有事件被修改、添加或删除，且哈希被重新计算。",
            CheckpointUnrelated => $"该检查点属于 {fault.Detail} 的位置 {fault.Position}，不在此导出范围内。",
            KeysUnreadable => $"无法读取密钥集：{fault.Detail}",
            _ => $"文件不是导出文件，或{(fault.Position > 0 ? $"自事件 {fault.Position} 起" : "自开头")}已损坏：{fault.Detail}",
        };
    }
}
