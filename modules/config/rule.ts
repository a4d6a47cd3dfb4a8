import type { FieldPath, Severity } from "@eksplan/diagnostics/issue";
import type { CompletedConfig } from "./completed.ts";
import type { Profile } from "./profile.ts";
import type { ClusterConfig } from "./schema/cluster-config.ts";

/** What a rule has found. */
export interface Finding {
  /** Field to point at. If the file does not contain it, the nearest field around it is pointed at. */
  readonly path: FieldPath;
  /** See `Issue.message`. */
  readonly message: string;
  /** @default "error" */
  readonly severity?: Severity;
  /** Points at the key instead of the value. @default - the value, or the key if the value is empty */
  readonly at?: "key" | "value";
}

export interface RuleContext {
  readonly profile: Profile;
  /** What the file itself says, before defaults. `null` in the file is the same as absent. */
  readonly given: ClusterConfig;
  /** For calendars: the only clock that a rule may look at. */
  readonly now: Date;
}

/** One thing that must be true of a configuration, as a pure function. */
export interface Rule {
  /** `EKS` and four digits, for good: people accept warnings by it. */
  readonly code: string;
  /** A short sentence that is true of a good file. */
  readonly name: string;
  /** Folder of rules that it belongs to, for example `network`. */
  readonly subject: string;
  /** Number of the rule in eksctl's table ("V48"), if eksctl has it. */
  readonly rule?: string;
  /**
   * Fields that it looks at, `[]` for any item: `managedNodeGroups[].minSize`. If the shape of one of them is wrong
   * in the file, the rule is not asked: it would report a consequence of a mistake that is reported already.
   */
  readonly reads: readonly string[];
  /** Why the rule exists and how to satisfy it, for `npm run explain`. One to five sentences. */
  readonly explanation?: string;
  check(config: CompletedConfig, context: RuleContext): readonly Finding[];
}
