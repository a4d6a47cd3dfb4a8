import { type ServiceModel, type ShapeRef, shapeOf } from "../models/model.ts";
import { fromText, malformed } from "./scalars.ts";

/** `A.B.1=x` as a tree. */
export interface Node {
  value?: string;
  readonly children: Map<string, Node>;
}

export function parameterTree(parameters: URLSearchParams): Node {
  const root: Node = { children: new Map() };
  for (const [name, value] of parameters) {
    let node = root;
    for (const part of name.split(".")) {
      const next: Node = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, next);
      node = next;
    }
    node.value = value;
  }
  return root;
}

/** What the two query dialects differ in. */
export interface Dialect {
  memberName(name: string, ref: ShapeRef): string;
  /** The step between a list's name and its indexes, if there is one. */
  listStep(list: ShapeRef, model: ServiceModel): string | undefined;
}

export const awsQueryDialect: Dialect = {
  memberName: (name, ref) => ref.locationName ?? name,
  listStep: (list, model) => {
    const shape = shapeOf(model, list);
    return shape.flattened === true || list.flattened === true
      ? undefined
      : (shape.member?.locationName ?? "member");
  },
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const ec2Dialect: Dialect = {
  memberName: (name, ref) =>
    ref.queryName ?? (ref.locationName === undefined ? name : capital(ref.locationName)),
  listStep: () => undefined,
};

const byIndex = (entries: Iterable<[string, Node]>, where: string) =>
  [...entries]
    .map(([index, node]) => {
      if (!/^\d{1,6}$/.test(index)) throw malformed(where, "an index", index);
      return [Number(index), node] as const;
    })
    .sort(([a], [b]) => a - b)
    .map(([, node]) => node);

/** Reads a node by its shape and notes what no shape knows. */
export function fromNode(
  model: ServiceModel,
  dialect: Dialect,
  ref: ShapeRef,
  node: Node,
  where: string,
  unknown: string[],
): unknown {
  const shape = shapeOf(model, ref);
  switch (shape.type) {
    case "structure": {
      const result: Record<string, unknown> = {};
      const seen = new Set<string>();
      for (const [name, member] of Object.entries(shape.members ?? {})) {
        const wireName = dialect.memberName(name, member);
        const child = node.children.get(wireName);
        if (child === undefined) continue;
        seen.add(wireName);
        result[name] = fromNode(
          model,
          dialect,
          member,
          child,
          where === "" ? wireName : `${where}.${wireName}`,
          unknown,
        );
      }
      for (const name of node.children.keys())
        if (!seen.has(name)) unknown.push(where === "" ? name : `${where}.${name}`);
      return result;
    }
    case "list": {
      // An empty list is sent as the bare name.
      if (node.children.size === 0) {
        if (node.value === undefined || node.value === "") return [];
        throw malformed(where, "a list", node.value);
      }
      const step = dialect.listStep(ref, model);
      const holder = step === undefined ? node : node.children.get(step);
      if (holder === undefined) throw malformed(where, `.${step}.N`, [...node.children.keys()][0]);
      const member = shape.member as ShapeRef;
      return byIndex(holder.children, where).map((child, index) =>
        fromNode(model, dialect, member, child, `${where}.${index + 1}`, unknown),
      );
    }
    case "map": {
      const holder = shape.flattened === true ? node : node.children.get("entry");
      const entries = byIndex(holder?.children ?? [], where).map((entry, index) => {
        const key = entry.children.get(shape.key?.locationName ?? "key")?.value ?? "";
        const value = entry.children.get(shape.value?.locationName ?? "value") ?? {
          value: "",
          children: new Map(),
        };
        return [
          key,
          fromNode(model, dialect, shape.value as ShapeRef, value, `${where}.${index + 1}`, unknown),
        ];
      });
      return Object.fromEntries(entries);
    }
    default:
      for (const name of node.children.keys()) unknown.push(`${where}.${name}`);
      return fromText(shape, node.value ?? "", where);
  }
}
