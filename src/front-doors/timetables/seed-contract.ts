import { endpoint } from '../../kernel/endpoint.ts'
import { OfTimetable } from './contract.ts'
import * as owner from './owner-contract.ts'

// Older paths that take the id in the body. The other older paths are the `also` of the contracts.

const { params: _, ...reserve } = owner.reservePlace
export const reserveTimetable = endpoint({
  ...reserve,
  name: 'reservePlaceAtOldPath',
  path: '/reserve/timetable',
  body: OfTimetable,
})

const { params: __, ...release } = owner.releasePlace
export const releaseTimetable = endpoint({
  ...release,
  name: 'releasePlaceAtOldPath',
  path: '/release/timetable',
  body: OfTimetable,
})
