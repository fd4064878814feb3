import { wallDateAt, wallTimeAt } from '../../kernel/format.ts'

/** A moment by the clock of the store; empty where nothing is chosen. */
export interface Wall {
  readonly date: string
  readonly time: string
}

export const noWall: Wall = { date: '', time: '' }

export const wallAt = (instant: string | null, timeZone: string): Wall =>
  instant === null
    ? noWall
    : {
        date: wallDateAt(new Date(instant), timeZone),
        time: wallTimeAt(new Date(instant), timeZone),
      }

export const isWhole = ({ date, time }: Wall): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) && /^\d{2}:\d{2}/.test(time)
export const isEmpty = ({ date, time }: Wall): boolean => date === '' && time === ''

/** As the server takes it; undefined unless it is whole. */
export const sentWall = (wall: Wall) =>
  isWhole(wall) ? { date: wall.date, time: wall.time.slice(0, 5) } : undefined
