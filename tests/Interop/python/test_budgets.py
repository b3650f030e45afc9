"""A budget's life by grpcio, and what a client learns when something goes wrong."""

import contextlib
import unittest
import uuid

import grpc

from platform_client import Service, acme, connect_budgets, details_of, globex

MILLION = 1_000_000


class Budgets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.operations = connect_budgets(acme["client_id"], acme["client_secret"])
        cls.approver = connect_budgets(acme["approver_client_id"], acme["approver_client_secret"])
        cls.addClassCleanup(cls.operations.close)
        cls.addClassCleanup(cls.approver.close)

    def create(self):
        budget = {
            "display_name": "Autumn",
            "currency_code": "CNY",
            "total_amount_micros": 1000 * MILLION,
            "allocation_preset": "ALLOCATION_PRESET_FIVE_THREE_TWO",
        }
        return self.operations("CreateBudget", parent=acme["name"], budget=budget, request_id=str(uuid.uuid4()))

    def activate(self):
        name = self.create().name
        self.operations("SubmitBudget", name=name)
        return self.approver("ApproveBudget", name=name)

    @contextlib.contextmanager
    def refused(self, code, reason):
        with self.assertRaises(grpc.RpcError) as caught:
            yield caught
        self.assertEqual(caught.exception.code(), code)
        self.assertEqual(details_of(caught.exception)["ErrorInfo"].reason, reason)

    def test_the_preset_splits_the_total(self):
        lines = {line.line_id: line.allocated_amount_micros for line in self.create().lines}
        self.assertEqual(lines, {"content": 500 * MILLION, "traffic": 300 * MILLION, "tech": 200 * MILLION})

    def test_money_is_held_captured_and_given_back(self):
        budget = self.activate()
        hold = self.operations("ReserveFunds", parent=budget.name, line="content", amount_micros=100 * MILLION)
        captured = self.operations("CaptureReservation", name=hold.name, amount_micros=70 * MILLION, final=True)
        self.assertEqual((captured.captured_amount_micros, captured.released_amount_micros), (70 * MILLION, 30 * MILLION))

    def test_the_ledger_adds_up_to_what_is_left(self):
        budget = self.activate()
        hold = self.operations("ReserveFunds", parent=budget.name, line="tech", amount_micros=20 * MILLION)
        self.operations("ReleaseReservation", name=hold.name)
        expense = self.operations("RecordExpense", parent=budget.name, line="tech", amount_micros=7 * MILLION)
        self.operations("RefundExpense", name=expense.name, amount_micros=2 * MILLION)

        entries = self.operations("ListEntries", parent=budget.name, filter='line = "tech"').entries
        balance = sum(entry.amount_micros * ((entry.destination == entry.ACCOUNT_LEFT) - (entry.source == entry.ACCOUNT_LEFT)) for entry in entries)
        tech = self.operations("GetBudget", name=budget.name).lines[2]
        self.assertEqual((balance, tech.left_amount_micros), (195 * MILLION, 195 * MILLION))

    def test_lists_come_page_by_page(self):
        names = sorted(self.create().name for _ in range(3))
        query = {"parent": acme["name"], "page_size": 2, "filter": " OR ".join(f'name = "{name}"' for name in names)}
        first = self.operations("ListBudgets", **query)
        second = self.operations("ListBudgets", page_token=first.next_page_token, **query)
        self.assertEqual([[budget.name for budget in page.budgets] for page in (first, second)], [names[:2], names[2:]])

    def test_more_than_is_left_is_refused_with_the_numbers_in_the_caller_s_language(self):
        budget = self.activate()
        with self.refused(grpc.StatusCode.RESOURCE_EXHAUSTED, "BUDGET_EXCEEDED") as caught:
            self.operations("ReserveFunds", {"accept-language": "zh-CN"}, parent=budget.name, line="tech", amount_micros=200 * MILLION + 1)
        details = details_of(caught.exception)
        self.assertEqual((details["ErrorInfo"].metadata["left"], details["ErrorInfo"].metadata["asked"]), ("200000000", "200000001"))
        self.assertEqual(details["LocalizedMessage"].locale, "zh-CN")
        self.assertIn("剩余 200", details["LocalizedMessage"].message)

    def test_who_submitted_a_budget_cannot_approve_it(self):
        name = self.create().name
        self.operations("SubmitBudget", name=name)
        with self.refused(grpc.StatusCode.PERMISSION_DENIED, "SEPARATION_OF_DUTIES"):
            self.operations("ApproveBudget", name=name)

    def test_a_repeat_gets_the_first_answer_marked_as_replayed(self):
        request = {"parent": self.activate().name, "line": "tech", "amount_micros": MILLION, "request_id": str(uuid.uuid4())}
        first, call = self.operations.with_call("ReserveFunds", **request)
        self.assertNotIn("x-ops-replayed", dict(call.initial_metadata()))
        second, call = self.operations.with_call("ReserveFunds", **request)
        self.assertEqual(dict(call.initial_metadata())["x-ops-replayed"], "true")
        self.assertEqual(second, first)

    def test_another_workspace_s_budget_is_not_found(self):
        foreigner = connect_budgets(globex["client_id"], globex["client_secret"])
        self.addCleanup(foreigner.close)
        name = self.create().name
        with self.refused(grpc.StatusCode.NOT_FOUND, "RESOURCE_NOT_FOUND"):
            foreigner("GetBudget", name=name)

    def test_a_caller_without_a_token_is_not_let_in(self):
        stranger = Service("opsplatform.budgets.v1.BudgetService")
        self.addCleanup(stranger.close)
        with self.refused(grpc.StatusCode.UNAUTHENTICATED, "TOKEN_MISSING"):
            stranger("ListBudgets", parent=acme["name"])


class Health(unittest.TestCase):
    def test_the_service_is_serving(self):
        health = Service("grpc.health.v1.Health")
        self.addCleanup(health.close)
        answer = health("Check", service="opsplatform.budgets.v1.BudgetService")
        self.assertEqual(answer.status, answer.SERVING)
