const kinds = ['hair', 'clinic', 'room', 'other'] as const

/** The kind that a shop is shown as: one that we have no word for is a shop like any other. */
export const shownKind = (kind: string | null): (typeof kinds)[number] =>
  kinds.find((known) => known === kind) ?? 'other'
