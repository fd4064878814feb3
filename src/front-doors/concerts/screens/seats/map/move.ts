import { at, type Hall } from '../hall.ts'
import type { Point } from './view.ts'

type Columns = Pick<Hall, 'x' | 'y' | 'size' | 'pitch'>

/** The seat at a place of the hall; undefined between seats. */
export function seatNear(hall: Columns, place: Point): number | undefined {
  let [best, least] = [-1, hall.pitch * 0.75]
  for (let seat = 0; seat < hall.size; seat++) {
    const away = Math.hypot(at(hall.x, seat) - place.x, at(hall.y, seat) - place.y)
    if (away < least) [best, least] = [seat, away]
  }
  return best < 0 ? undefined : best
}

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/** A step aside counts as much as three ahead, so that an arrow stays in its row. */
const ASIDE = 3

/** The nearest seat in the direction of an arrow key; undefined at the edge, and for other keys. */
export function seatBeside(hall: Columns, from: number, key: string): number | undefined {
  const direction = directions[key]
  if (!direction) return undefined
  let [best, least] = [-1, Number.POSITIVE_INFINITY]
  for (let seat = 0; seat < hall.size; seat++) {
    const [dx, dy] = [at(hall.x, seat) - at(hall.x, from), at(hall.y, seat) - at(hall.y, from)]
    const ahead = dx * direction.x + dy * direction.y
    const aside = Math.abs(dx * direction.y) + Math.abs(dy * direction.x)
    if (ahead < hall.pitch * 0.3 || aside > ahead * 2) continue
    const cost = ahead + ASIDE * aside
    if (cost < least) [best, least] = [seat, cost]
  }
  return best < 0 ? undefined : best
}
