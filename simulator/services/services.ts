import type { Service } from "../core/call.ts";
import { eks } from "./eks/service.ts";
import { sts } from "./sts/service.ts";

/** Everything that the local AWS serves. */
export const services: readonly Service[] = [eks, sts];
