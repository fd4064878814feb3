/** `late`: it could be booked, if all of its times were not over or too near. */
export const dayStates = ['free', 'full', 'closed', 'late'] as const

export type DayState = (typeof dayStates)[number]

/** What a date is to somebody who looks for a time, by its times that can be booked now. */
export function dayStateOf(
  times: readonly { readonly isFree: boolean }[],
  isTooLate: boolean,
): DayState {
  if (times.some(({ isFree }) => isFree)) return 'free'
  if (times.length > 0) return 'full'
  return isTooLate ? 'late' : 'closed'
}
