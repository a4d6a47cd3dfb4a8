/** A span of time as kubectl writes ages: `45s`, `12m`, `3h5m`, `2d`. */
export function age(since: string | undefined, now: number): string {
  if (since === undefined) return "<unknown>";
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const rest = (value: number, unit: string) => (value === 0 ? "" : `${value}${unit}`);
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return `${minutes}m${rest(seconds % 60, "s")}`;
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return `${hours}h${rest(minutes % 60, "m")}`;
  if (hours < 48) return `${hours}h`;
  if (days < 8) return `${days}d${rest(hours % 24, "h")}`;
  if (days < 730) return `${days}d`;
  return `${Math.floor(days / 365)}y${rest(days % 365, "d")}`;
}
