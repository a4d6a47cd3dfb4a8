import data from "./data/quotas.json" with { type: "json" };

/** Limits of EKS, EC2 Auto Scaling and tagging. `adjustable` ones can be raised, so going over them is warned about only. */
export interface Quota {
  readonly value: number;
  readonly adjustable: boolean;
}

type QuotaName = keyof typeof data.quotas;

export const quota = (name: QuotaName): Quota => data.quotas[name];

/** Periods that eksctl knows, in days. CloudWatch has some more. */
export const LOG_RETENTION_DAYS: readonly number[] = data.logRetentionInDays.eksctl;
