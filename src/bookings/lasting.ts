/** What a door says of how long something takes. */
export interface Lasting {
  /** From its start; left out: as long as the door's things usually take. */
  readonly durationSeconds?: number
}

/** How long all of some things take that begin together; undefined: none of them says. */
export function longest(lines: readonly Lasting[]): number | undefined {
  const known = lines.flatMap(({ durationSeconds }) => durationSeconds ?? [])
  return known.length > 0 ? Math.max(...known) : undefined
}
