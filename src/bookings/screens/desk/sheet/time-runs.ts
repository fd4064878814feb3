import { minutesOf } from '../../dates/day-times.ts'

/** Times that follow each other in a list. */
export interface TimeRun {
  readonly times: readonly string[]
  /** They are outside of the hours. */
  readonly isOff: boolean
}

/** The times of hours and the others, in the order of the service, parted where its hours begin and end. */
export function timeRuns(times: readonly string[], offTimes: readonly string[]): TimeRun[] {
  const hours = new Set(times)
  const all = [...new Set([...times, ...offTimes])].toSorted(
    (one, other) => minutesOf(one) - minutesOf(other),
  )
  const runs: { times: string[]; isOff: boolean }[] = []
  for (const time of all) {
    const isOff = !hours.has(time)
    const last = runs.at(-1)
    if (last?.isOff === isOff) last.times.push(time)
    else runs.push({ times: [time], isOff })
  }
  return runs
}
