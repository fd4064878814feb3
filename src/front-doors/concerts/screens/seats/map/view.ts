import type { Box, Hall } from '../hall.ts'

/** Where the hall is on the screen: `screen = hall × scale + offset`. */
export interface View {
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** The size of the map on the screen. */
export interface Frame {
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** A seat on the screen is never larger than this. */
const LARGEST_PX = 64
/** A small hall is not blown up further than this. */
const FITTED_PX = 44
const STAGE_PITCHES = 1.4

/** The stage: a flat bar above the first row, as wide as most of the hall. */
export function stageOf({ box, pitch }: Pick<Hall, 'box' | 'pitch'>): Box {
  const wide = Math.max(box.right - box.left, pitch * 8)
  const middle = (box.left + box.right) / 2
  const high = Math.max(STAGE_PITCHES * pitch, wide / 25)
  const half = Math.min(wide * 0.35, pitch * 40)
  const bottom = box.top - 1.5 * pitch
  return { left: middle - half, right: middle + half, top: bottom - high, bottom }
}

/** All that is drawn, with a margin. */
export function worldOf(hall: Pick<Hall, 'box' | 'pitch'>): Box {
  const { box, pitch } = hall
  const stage = stageOf(hall)
  return {
    left: Math.min(box.left - 2 * pitch, stage.left),
    right: Math.max(box.right + 2 * pitch, stage.right),
    top: stage.top - pitch,
    bottom: box.bottom + 2 * pitch,
  }
}

export function fitScale(hall: Pick<Hall, 'box' | 'pitch'>, { width, height }: Frame): number {
  const world = worldOf(hall)
  return Math.min(
    width / (world.right - world.left),
    height / (world.bottom - world.top),
    FITTED_PX / hall.pitch,
  )
}

/** The whole hall, in the middle of the frame. */
export function fitted(hall: Pick<Hall, 'box' | 'pitch'>, frame: Frame): View {
  return within({ scale: fitScale(hall, frame), x: 0, y: 0 }, hall, frame)
}

/** A view with its scale within the limits, and not moved out of the hall. */
export function within(view: View, hall: Pick<Hall, 'box' | 'pitch'>, frame: Frame): View {
  const world = worldOf(hall)
  const least = fitScale(hall, frame)
  const scale = Math.min(Math.max(view.scale, least), Math.max(least, LARGEST_PX / hall.pitch))
  return {
    scale,
    x: inside(view.x, world.left * scale, world.right * scale, frame.width),
    y: inside(view.y, world.top * scale, world.bottom * scale, frame.height),
  }
}

/** An offset at which a stretch fills the length, or is in the middle of it where it is shorter. */
function inside(offset: number, from: number, to: number, length: number): number {
  if (to - from <= length) return (length - from - to) / 2
  return Math.min(Math.max(offset, length - to), -from)
}

/** Zooms so that what is under `point` stays there. */
export function zoomed(view: View, scale: number, point: Point): View {
  const by = scale / view.scale
  return {
    scale,
    x: point.x - (point.x - view.x) * by,
    y: point.y - (point.y - view.y) * by,
  }
}

/** A place of the hall in the middle of the frame. */
export const centered = (scale: number, place: Point, { width, height }: Frame): View => ({
  scale,
  x: width / 2 - place.x * scale,
  y: height / 2 - place.y * scale,
})

export const toHall = (view: View, point: Point): Point => ({
  x: (point.x - view.x) / view.scale,
  y: (point.y - view.y) / view.scale,
})

export const toScreen = (view: View, place: Point): Point => ({
  x: place.x * view.scale + view.x,
  y: place.y * view.scale + view.y,
})

/** Halfway on the way from one view to another, `part` of 1; scales grow by factors. */
export function between(from: View, to: View, part: number): View {
  const scale = from.scale * (to.scale / from.scale) ** part
  // The offsets follow the scale, so that a fixed point stays fixed.
  const way = to.scale === from.scale ? part : (scale - from.scale) / (to.scale - from.scale)
  return { scale, x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way }
}
