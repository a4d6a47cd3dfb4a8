"""Writes what ansible-playbook tells about each task as one JSON object a line into $ORACLE_EVENTS."""
import json
import os

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = "name: oracle_events\ntype: stdout\nshort_description: events for the conformance corpus\ndescription: [see module]\n"


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "oracle_events"

    def __init__(self):
        super().__init__()
        self.out = open(os.environ["ORACLE_EVENTS"], "a", encoding="utf-8")

    def write(self, **event):
        self.out.write(json.dumps(event, default=str) + "\n")
        self.out.flush()

    def task(self, status, result, ignored=False, item=False):
        values = json.loads(json.dumps(result.result if hasattr(result, "result") else result._result, default=str))
        task = getattr(result, "task", None) or result._task
        values = {key: value for key, value in values.items() if not key.startswith("_ansible")}
        if status == "ok" and values.get("changed"):
            status = "changed"
        event = {"task": task.get_name().strip(), "status": status, "result": values}
        if item:
            event["item"] = True
        if ignored:
            event["ignored"] = True
        self.write(**event)

    def v2_runner_on_ok(self, result):
        self.task("ok", result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.task("failed", result, ignored=ignore_errors)

    def v2_runner_on_skipped(self, result):
        self.task("skipped", result)

    def v2_runner_on_unreachable(self, result):
        self.task("unreachable", result)

    def v2_runner_item_on_ok(self, result):
        self.task("ok", result, item=True)

    def v2_runner_item_on_failed(self, result):
        self.task("failed", result, item=True)

    def v2_runner_item_on_skipped(self, result):
        self.task("skipped", result, item=True)

    def v2_playbook_on_stats(self, stats):
        for host in sorted(stats.processed):
            summary = stats.summarize(host)
            self.write(recap={key: summary[key] for key in ("ok", "changed", "unreachable", "failures", "skipped", "rescued", "ignored")})
