using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Metrics;

internal sealed class Update() : RpcCommand<UpdateMetricRequest, Metric>(
    "update",
    "Edit what describes a metric of your own.",
    [
        new("metric.name", "The metric."),
        new("metric.display_name", "What people call it."),
        new("metric.direction", "Which way is better."),
        new("metric.class", "What it tells about."),
        new("metric.highest_value", "The highest value that can be recorded.", "highest"),
        new("update_mask", "The fields to edit, with commas between; one that is not given is emptied. Default: those that are given."),
    ],
    "ops metrics update saves --display-name Bookmarks")
{
    protected override AsyncUnaryCall<Metric> Call(OpsPlatformClient client, UpdateMetricRequest request, CallOptions options) =>
        client.Metrics.UpdateMetricAsync(request, options);
}
