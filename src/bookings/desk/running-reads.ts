import type { WallDate } from '../../kernel/time.ts'
import type { Opening, RunningFacts } from './running-rules.ts'

/** What a front door knows of a store, each in at most one statement. */
export interface RunningReads {
  /** The hours of each of these dates; none where it is closed. */
  openings(dates: readonly [WallDate, WallDate]): Promise<readonly (readonly Opening[])[]>
  /** Who has something in a time, with the date that they came for. */
  recent(time: { readonly begins: Date; readonly ends: Date }): Promise<RunningFacts['recent']>
}
