/** Where a node starts in its template, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface CallArguments {
  readonly positional: readonly Expression[];
  readonly named: readonly (readonly [string, Expression])[];
  /** The `*sequence` and `**mapping` of a call. */
  readonly spread?: Expression | undefined;
  readonly spreadNamed?: Expression | undefined;
}

export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**" | "~";
export type CompareOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in";

export type Expression = { readonly place: Place } & (
  | { readonly kind: "literal"; readonly value: unknown }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "list" | "tuple"; readonly items: readonly Expression[] }
  | { readonly kind: "dict"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "attribute"; readonly target: Expression; readonly name: string }
  | { readonly kind: "item"; readonly target: Expression; readonly index: Expression }
  | {
      readonly kind: "slice";
      readonly target: Expression;
      readonly start: Expression | undefined;
      readonly stop: Expression | undefined;
      readonly step: Expression | undefined;
    }
  | { readonly kind: "call"; readonly target: Expression; readonly args: CallArguments }
  | {
      readonly kind: "filter";
      readonly target: Expression;
      readonly name: string;
      readonly args: CallArguments;
    }
  | {
      readonly kind: "test";
      readonly target: Expression;
      readonly name: string;
      readonly args: CallArguments;
      readonly negated: boolean;
    }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "unary"; readonly operator: "+" | "-" | "not"; readonly operand: Expression }
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "compare";
      readonly first: Expression;
      readonly rest: readonly (readonly [CompareOperator, Expression])[];
    }
  | {
      readonly kind: "condition";
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression | undefined;
    }
);

/** What `for` and `set` assign to: one name, several at once, or an attribute of a namespace. */
export type Target =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "names"; readonly items: readonly Target[] }
  | { readonly kind: "attribute"; readonly namespace: string; readonly name: string };

export interface Parameter {
  readonly name: string;
  readonly fallback: Expression | undefined;
}

export type Statement =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "output"; readonly value: Expression }
  | {
      readonly kind: "for";
      readonly target: Target;
      readonly iterable: Expression;
      readonly filter: Expression | undefined;
      readonly recursive: boolean;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
      readonly place: Place;
    }
  | {
      readonly kind: "if";
      readonly branches: readonly { readonly test: Expression; readonly body: readonly Statement[] }[];
      readonly otherwise: readonly Statement[];
    }
  | { readonly kind: "set"; readonly target: Target; readonly value: Expression }
  | {
      readonly kind: "set-block";
      readonly target: Target;
      readonly body: readonly Statement[];
      readonly filters: readonly FilterCall[];
    }
  | {
      readonly kind: "with";
      readonly bindings: readonly (readonly [Target, Expression])[];
      readonly body: readonly Statement[];
    }
  | {
      readonly kind: "macro";
      readonly name: string;
      readonly parameters: readonly Parameter[];
      readonly body: readonly Statement[];
    }
  | {
      readonly kind: "call-block";
      readonly call: Expression;
      readonly parameters: readonly Parameter[];
      readonly body: readonly Statement[];
    }
  | {
      readonly kind: "filter-block";
      readonly filters: readonly FilterCall[];
      readonly body: readonly Statement[];
    };

export interface FilterCall {
  readonly name: string;
  readonly args: CallArguments;
  readonly place: Place;
}
