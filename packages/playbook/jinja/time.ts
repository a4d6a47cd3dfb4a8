const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** C's `strftime` in the C locale. */
export function strftime(date: Date, format: string, utc: boolean): string {
  // A date shifted by the zone's offset lets one set of UTC getters serve both.
  const at = utc ? date : new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  const two = (value: number): string => String(value).padStart(2, "0");
  const hour12 = at.getUTCHours() % 12 || 12;
  const yearDay = Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
  const offset = utc ? 0 : -date.getTimezoneOffset();
  const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`;
  const parts: Readonly<Record<string, () => string>> = {
    Y: () => String(at.getUTCFullYear()),
    y: () => two(at.getUTCFullYear() % 100),
    m: () => two(at.getUTCMonth() + 1),
    d: () => two(at.getUTCDate()),
    e: () => String(at.getUTCDate()).padStart(2),
    H: () => two(at.getUTCHours()),
    I: () => two(hour12),
    M: () => two(at.getUTCMinutes()),
    S: () => two(at.getUTCSeconds()),
    f: () => `${String(at.getUTCMilliseconds()).padStart(3, "0")}000`,
    p: () => (at.getUTCHours() < 12 ? "AM" : "PM"),
    j: () => String(yearDay).padStart(3, "0"),
    a: () => (DAYS[at.getUTCDay()] ?? "").slice(0, 3),
    A: () => DAYS[at.getUTCDay()] ?? "",
    b: () => (MONTHS[at.getUTCMonth()] ?? "").slice(0, 3),
    B: () => MONTHS[at.getUTCMonth()] ?? "",
    w: () => String(at.getUTCDay()),
    s: () => String(Math.floor(date.getTime() / 1000)),
    z: () => zone,
    Z: () => (utc ? "UTC" : ""),
    F: () => `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`,
    T: () => `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`,
    n: () => "\n",
    t: () => "\t",
    "%": () => "%",
  };
  return format.replace(/%([A-Za-z%])/g, (whole, letter: string) => parts[letter]?.() ?? whole);
}

const FIELDS: Readonly<Record<string, string>> = {
  Y: "(?<Y>\\d{4})",
  m: "(?<m>\\d{1,2})",
  d: "(?<d>\\d{1,2})",
  H: "(?<H>\\d{1,2})",
  M: "(?<M>\\d{1,2})",
  S: "(?<S>\\d{1,2})",
  f: "(?<f>\\d{1,6})",
  z: "(?<z>Z|[+-]\\d{2}:?\\d{2})",
  b: "(?<b>[A-Za-z]{3})",
  y: "(?<y>\\d{2})",
  j: "(?<j>\\d{1,3})",
  "%": "%",
};

/** C's `strptime`. @returns undefined when the text does not have that form */
export function strptime(value: string, format: string): Date | undefined {
  const pattern = format
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/%([A-Za-z%])/g, (whole, letter: string) => FIELDS[letter] ?? whole);
  const groups = new RegExp(`^${pattern}$`).exec(value)?.groups;
  if (groups === undefined) return undefined;
  const year =
    groups["Y"] ??
    (groups["y"] === undefined ? "1900" : `${Number(groups["y"]) < 69 ? "20" : "19"}${groups["y"]}`);
  const named = MONTHS.findIndex((month) => month.startsWith(groups["b"] ?? "?"));
  const month = groups["m"] === undefined ? Math.max(named, 0) : Number(groups["m"]) - 1;
  const millis = Number((groups["f"] ?? "0").padEnd(6, "0").slice(0, 3));
  const time = Date.UTC(
    Number(year),
    month,
    Number(groups["d"] ?? groups["j"] ?? 1),
    Number(groups["H"] ?? 0),
    Number(groups["M"] ?? 0),
    Number(groups["S"] ?? 0),
    millis,
  );
  const zone = /^([+-])(\d{2}):?(\d{2})$/.exec(groups["z"] ?? "");
  const offset = zone === null ? 0 : (Number(zone[2]) * 60 + Number(zone[3])) * (zone[1] === "-" ? -1 : 1);
  return new Date(time - offset * 60_000);
}
