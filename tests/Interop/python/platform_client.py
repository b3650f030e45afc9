"""How a partner calls the platform from Python: messages are made from descriptors at run time, so that no generated code has to fit the installed protobuf."""

import base64
import json
import os
import urllib.parse
import urllib.request

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

with open(os.environ["OPS_DEMO"], encoding="utf-8") as file:
    demo = json.load(file)
acme, globex = demo["workspaces"]

pool = descriptor_pool.DescriptorPool()
with open(os.environ["OPS_DESCRIPTORS"], "rb") as file:
    for proto in descriptor_pb2.FileDescriptorSet.FromString(file.read()).file:
        pool.Add(proto)
messages = message_factory.MessageFactory(pool)


def message_type(name):
    return messages.GetPrototype(pool.FindMessageTypeByName(name))


def fetch_token(client_id, client_secret):
    credentials = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
    body = urllib.parse.urlencode({"grant_type": "client_credentials"}).encode()
    request = urllib.request.Request(demo["token_endpoint"], body, {"Authorization": f"Basic {credentials}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["access_token"]


class Service:
    """Calls the rpcs of one service: `service("GetBudget", name="workspaces/acme/budgets/spring")`."""

    def __init__(self, name, **headers):
        self._service = pool.FindServiceByName(name)
        self._headers = headers
        self._channel = grpc.insecure_channel(urllib.parse.urlsplit(demo["grpc_endpoint"]).netloc)

    def __call__(self, rpc, headers=(), **fields):
        return self.with_call(rpc, headers, **fields)[0]

    def with_call(self, rpc, headers=(), **fields):
        """The answer, and the call that carries its headers."""
        method = self._service.methods_by_name[rpc]
        request = json_format.ParseDict(fields, message_type(method.input_type.full_name)())
        stub = self._channel.unary_unary(
            f"/{self._service.full_name}/{rpc}",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=message_type(method.output_type.full_name).FromString,
        )
        metadata = tuple({**self._headers, **dict(headers)}.items())
        return stub.with_call(request, timeout=30, metadata=metadata)

    def close(self):
        self._channel.close()


def connect_budgets(client_id, client_secret):
    return Service("opsplatform.budgets.v1.BudgetService", authorization=f"Bearer {fetch_token(client_id, client_secret)}")


def details_of(error):
    """What the platform says of an error beyond its code and sentence, by the name of the message: ErrorInfo, BadRequest and so on."""
    trailer = dict(error.trailing_metadata())["grpc-status-details-bin"]
    details = {}
    for packed in message_type("google.rpc.Status").FromString(trailer).details:
        name = packed.type_url.rpartition("/")[2]
        details[name.rpartition(".")[2]] = message_type(name).FromString(packed.value)
    return details
