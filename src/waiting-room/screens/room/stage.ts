import type { StoreAnswer } from '../../../web/door.ts'
import type { Room } from '../room-queries.ts'
import type { RoomState } from './use-visit.ts'
import type { Standing, Visit } from './visit.ts'

/** What each stage of a visit shows itself from. */
export interface StageProps {
  readonly store: StoreAnswer
  readonly room: Room
  readonly state: RoomState
  readonly visit: Visit
  readonly standing: Standing
}
