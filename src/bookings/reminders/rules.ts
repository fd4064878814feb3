/** How long before a start its guest is reminded. */
export const aheads = ['day', 'hours'] as const
export type Ahead = (typeof aheads)[number]

/** Seconds before the start at which each is due, and until when it is still worth sending. */
export const AHEAD_SECONDS: Readonly<
  Record<Ahead, { readonly due: number; readonly late: number }>
> = {
  day: { due: 24 * 60 * 60, late: 2 * 60 * 60 },
  hours: { due: 2 * 60 * 60, late: 0 },
}
