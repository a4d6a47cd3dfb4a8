import { operation } from "../../core/call.ts";
import { findRule } from "./store.ts";

export const listTargetsByRule = operation("events", "ListTargetsByRule", (call) => ({
  Targets: findRule(call, call.input.Rule, call.input.EventBusName).targets,
}));
