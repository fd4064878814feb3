import { endpoint } from '../../kernel/endpoint.ts'
import { OfTimetable } from './contract.ts'
import * as owner from './owner-contract.ts'

// What other services have always called with a body instead of a path. The rest of their paths are
// the `also` of the contracts.

const { params: _, ...reserve } = owner.reservePlace
export const reserveTimetable = endpoint({
  ...reserve,
  path: '/reserve/timetable',
  body: OfTimetable,
})

const { params: __, ...release } = owner.releasePlace
export const releaseTimetable = endpoint({
  ...release,
  path: '/release/timetable',
  body: OfTimetable,
})
