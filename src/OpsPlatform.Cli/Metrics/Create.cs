using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Metrics;

internal sealed class Create() : RpcCommand<CreateMetricRequest, Metric>(
    "create",
    "Add a metric of your own.",
    [
        new("metric_id", "The id of the new metric, by which values name it. Default: one that the server makes."),
        new("metric.display_name", "What people call it."),
        new("metric.unit", "What its values are."),
        new("metric.aggregation", "How the values of days and accounts become one."),
        new("metric.numerator_metric_id", "For a quotient, the metric that is divided.", "numerator"),
        new("metric.denominator_metric_id", "For a quotient, the metric that it is divided by.", "denominator"),
        new("metric.direction", "Which way is better."),
        new("metric.class", "What it tells about. Default: own."),
        new("metric.highest_value", "The highest value that can be recorded.", "highest"),
    ],
    "ops metrics create saves --display-name Saves --unit count --aggregation sum",
    "ops metrics create save-rate --display-name 'Save rate' --unit ratio --aggregation quotient --numerator saves --denominator plays --direction higher-is-better")
{
    protected override AsyncUnaryCall<Metric> Call(OpsPlatformClient client, CreateMetricRequest request, CallOptions options) =>
        client.Metrics.CreateMetricAsync(request, options);
}
