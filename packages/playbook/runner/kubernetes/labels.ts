type Labels = Readonly<Record<string, string>>;

/** Reads one requirement of a label selector: `a=b`, `a!=b`, `a in (b,c)`, `a notin (b)`, `a`, `!a`. */
export function labelTest(selector: string): (labels: Labels) => boolean {
  const text = selector.trim();
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(text);
  if (set !== null) {
    const [, key = "", operator, values = ""] = set;
    const known = new Set(values.split(",").map((value) => value.trim()));
    return (labels) =>
      operator === "in" ? labels[key] !== undefined && known.has(labels[key]) : !known.has(labels[key] ?? "");
  }
  const pair = /^([^=!\s]+)\s*(==|=|!=)\s*(.*)$/.exec(text);
  if (pair !== null) {
    const [, key = "", operator, value = ""] = pair;
    return (labels) => (labels[key] === value) === (operator !== "!=");
  }
  if (text.startsWith("!")) return (labels) => labels[text.slice(1).trim()] === undefined;
  return (labels) => labels[text] !== undefined;
}
