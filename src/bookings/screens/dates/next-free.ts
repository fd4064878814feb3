import { addDays } from '../../../kernel/format.ts'

/** How many days are looked through for the next time. */
export const LOOK_DAYS = 14

interface Day {
  readonly times: readonly { readonly isFree: boolean }[]
}

/** The first date after `date` that has a free time; undefined where there is none in the next days. */
export async function nextFree(
  { date, lastDate }: { readonly date: string; readonly lastDate: string },
  read: (date: string) => Promise<Day>,
): Promise<string | undefined> {
  for (let ahead = 1; ahead <= LOOK_DAYS; ahead += 1) {
    const next = addDays(date, ahead)
    if (next > lastDate) return undefined
    const { times } = await read(next)
    if (times.some(({ isFree }) => isFree)) return next
  }
  return undefined
}
