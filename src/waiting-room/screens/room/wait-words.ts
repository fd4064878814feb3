/** A wait as people say it: a range of minutes, rounded more the longer it is. */
export type WaitWords =
  | { readonly unit: 'soon' }
  | { readonly unit: 'minutes'; readonly from: number; readonly to: number }
  | { readonly unit: 'hours'; readonly hours: number; readonly minutes: number }

export function waitWords(seconds: number): WaitWords {
  const minutes = seconds / 60
  if (minutes <= 1) return { unit: 'soon' }
  if (minutes > 90) {
    const rounded = Math.ceil(minutes / 10) * 10
    return { unit: 'hours', hours: Math.floor(rounded / 60), minutes: rounded % 60 }
  }
  const step = minutes > 30 ? 5 : 1
  const from = Math.max(1, Math.floor(minutes / step) * step)
  const to = Math.ceil((minutes * 1.3) / step) * step
  return { unit: 'minutes', from, to }
}

/** Changes only when there is something worth saying: by tens of places, one by one at the end. */
export function worthSaying(position: number): number {
  const step = position <= 10 ? 1 : position <= 100 ? 10 : position <= 1_000 ? 100 : 1_000
  return Math.ceil(position / step) * step
}

/** A rise by less is the noise of a measurement: what was shown stays. */
const RISE_LEAST = 1.25

/**
 * The wait to show: what was shown runs down with the clock; it rises only when the estimate is clearly
 * longer, and then the screen says why.
 */
export function shownWait(
  before: number | undefined,
  estimate: number,
): { readonly seconds: number; readonly hasRisen: boolean } {
  if (before === undefined || estimate <= before) return { seconds: estimate, hasRisen: false }
  const isRise = estimate > before * RISE_LEAST && estimate - before > 60
  return { seconds: isRise ? estimate : before, hasRisen: isRise }
}

/** A countdown: `6:58`, `1:06:58`; whole days apart. */
export function countdownOf(leftMs: number): { readonly days: number; readonly clock: string } {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000))
  const two = (part: number) => String(part).padStart(2, '0')
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor(seconds / 3600) % 24
  const minutes = Math.floor(seconds / 60) % 60
  const clock =
    days > 0 || hours > 0
      ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
      : `${minutes}:${two(seconds % 60)}`
  return { days, clock }
}
