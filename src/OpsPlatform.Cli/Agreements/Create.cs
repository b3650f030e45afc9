using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Agreements;

internal sealed class Create() : RpcCommand<CreateAgreementRequest, Agreement>(
    "create",
    "Draft an agreement with a supplier.",
    [
        new("agreement_id", "The id of the new agreement. Default: one that the server makes."),
        new("agreement.display_name", "What people call it."),
        new("agreement.supplier", "With whom."),
        new("agreement.currency_code", "The currency of all that is ordered and paid.", "currency"),
        new("agreement.scope", "A task that it covers, by your own code, again for each."),
        new("agreement.start_date", "The first day."),
        new("agreement.end_date", "The last day."),
        new("agreement.benefit_split", "How benefits are split, in words."),
        new("agreement.duty_split", "How duties are split, in words."),
        new("agreement.exit_rule", "How it can be left, in words."),
        new("agreement.pay_terms.pays_deliveries", "Deliveries that are accepted are paid at the prices of their orders."),
        new("agreement.pay_terms.fixed_amount_micros", "A fixed amount for each settlement, in whole units.", "fixed"),
        new("agreement.pay_terms.result_rates", "An amount for each so many of a metric, again for each: plays:30,per-count=1000.", "result"),
        new("agreement.pay_terms.revenue_metric", "The metric whose money is shared."),
        new("agreement.pay_terms.share_tiers", "A share in basis points from a revenue on, again for each: 0:500. The first begins at 0.", "tier"),
        new("agreement.pay_terms.guarantee_amount_micros", "What results and shares come to at least, in whole units.", "guarantee"),
        new("agreement.pay_terms.accounts", "An account whose metrics count, again for each.", "account"),
        new("agreement.parties", "Who shares in what is paid, in basis points, again for each: starlight:6000.", "party"),
    ],
    "ops agreements create spring --display-name Spring --supplier starlight --currency CNY --scope short-video --start-date 2026-01-01 --end-date 2026-12-31 --benefit-split 'As the parties say' --duty-split 'They shoot, we publish' --exit-rule 'One month of notice' --pays-deliveries --party starlight:10000")
{
    protected override AsyncUnaryCall<Agreement> Call(OpsPlatformClient client, CreateAgreementRequest request, CallOptions options) =>
        client.Suppliers.CreateAgreementAsync(request, options);
}
