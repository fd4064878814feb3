import { at, type Box, boxOf, type Hall, type Section } from '../hall.ts'
import type { Palette } from './palette.ts'
import { BACKSLASH, CHECK, COMPANION, OUTLINES, outlineOf, SLASH, WHEELCHAIR } from './shapes.ts'
import { type Frame, type Point, stageOf, toScreen, type View } from './view.ts'

/** What is on the map, besides the hall. */
export interface Marks {
  /** One number a seat: 1 for one that cannot be had, 2 for one that its organiser holds back. */
  readonly gone: Uint8Array
  readonly chosen: ReadonlySet<number>
  /** Only seats of this level stand out; undefined: all. */
  readonly level: number | undefined
}

export interface Scene extends Marks {
  readonly hall: Hall
  readonly palette: Palette
  readonly stage: string
  /** Seats by level, and what is drawn once. */
  readonly byLevel: readonly Int32Array[]
}

/** The seats of each level, so that a colour is set once for all of them. */
export function groupByLevel({ size, level, levels }: Hall): readonly Int32Array[] {
  const groups: number[][] = levels.map(() => [])
  for (let seat = 0; seat < size; seat++) groups[at(level, seat)]?.push(seat)
  return groups.map((seats) => Int32Array.from(seats))
}

/** Smaller seats are drawn as plain squares: there may be thousands. */
const SHAPED_PX = 9
const MARKED_PX = 13
const NUMBERED_PX = 27
/** Below it sections have their names in the middle, above it rows have theirs. */
export const ROWS_PX = 20
const CHOSEN_LEAST_PX = 13
const NAME_LEAST_PX = 44
const FAINT = 0.16

interface Pen extends Scene {
  readonly ctx: CanvasRenderingContext2D
  readonly view: View
  readonly frame: Frame
  /** The distance of neighbours on the screen. */
  readonly px: number
}

const paths = new Map<string, Path2D>()
const pathOf = (drawn: string): Path2D => {
  const known = paths.get(drawn)
  if (known) return known
  const path = new Path2D(drawn)
  paths.set(drawn, path)
  return path
}

/** Draws all that is in the frame. */
export function drawHall(
  ctx: CanvasRenderingContext2D,
  scene: Scene,
  view: View,
  frame: Frame,
): void {
  const pen: Pen = { ...scene, ctx, view, frame, px: scene.hall.pitch * view.scale }
  ctx.clearRect(0, 0, frame.width, frame.height)
  drawStage(pen)
  for (const [level, seats] of scene.byLevel.entries()) {
    ctx.globalAlpha = scene.level === undefined || scene.level === level ? 1 : FAINT
    drawLevel(pen, level, seats)
  }
  ctx.globalAlpha = 1
  for (const seat of scene.chosen) drawChosen(pen, seat)
  if (pen.px >= ROWS_PX) drawRowNames(pen)
  else drawSectionNames(pen)
}

function drawStage({ ctx, hall, view, palette, stage }: Pen): void {
  const { left, top, right, bottom } = stageOf(hall)
  const from = toScreen(view, { x: left, y: top })
  const to = toScreen(view, { x: right, y: bottom })
  ctx.beginPath()
  ctx.roundRect(from.x, from.y, to.x - from.x, to.y - from.y, Math.min(6, (to.y - from.y) / 4))
  ctx.fillStyle = palette.well
  ctx.strokeStyle = palette.edge
  ctx.lineWidth = 1
  ctx.fill()
  ctx.stroke()
  const size = Math.min(22, Math.max(10, (to.y - from.y) * 0.55))
  text({ ctx, palette }, stage, (from.x + to.x) / 2, (from.y + to.y) / 2, size, palette.soft)
}

function drawLevel(pen: Pen, level: number, seats: Int32Array): void {
  const { hall, view, frame, gone, chosen, px } = pen
  const free: number[] = []
  const taken: number[] = []
  const held: number[] = []
  for (const seat of seats) {
    const x = at(hall.x, seat) * view.scale + view.x
    const y = at(hall.y, seat) * view.scale + view.y
    if (x < -px || y < -px || x > frame.width + px || y > frame.height + px) continue
    if (!chosen.has(seat)) (gone[seat] === 2 ? held : gone[seat] ? taken : free).push(seat)
  }
  if (px < SHAPED_PX) {
    drawSquares(pen, taken, px * 0.42, pen.palette.edge)
    drawSquares(pen, held, px * 0.6, pen.palette.accent)
    drawSquares(pen, free, px * 0.8, pen.palette.levels[level] ?? '')
  } else {
    drawTaken(pen, taken, outlineOf(level), pen.palette.edge, [SLASH])
    drawTaken(pen, held, outlineOf(level), pen.palette.accent, [SLASH, BACKSLASH])
    drawFree(pen, free, level)
  }
}

function drawSquares(
  { ctx, hall, view }: Pen,
  seats: readonly number[],
  size: number,
  colour: string,
) {
  const side = Math.max(1, size)
  ctx.fillStyle = colour
  for (const seat of seats)
    ctx.fillRect(
      at(hall.x, seat) * view.scale + view.x - side / 2,
      at(hall.y, seat) * view.scale + view.y - side / 2,
      side,
      side,
    )
}

/** Calls `draw` with the seat's box of 24 × 24 as the coordinates. */
function onSeat({ ctx, hall, view, px }: Pen, seat: number, draw: () => void, size = 0.9): void {
  const scale = (Math.max(px, 1) * size) / 24
  ctx.save()
  ctx.translate(
    at(hall.x, seat) * view.scale + view.x - 12 * scale,
    at(hall.y, seat) * view.scale + view.y - 12 * scale,
  )
  ctx.scale(scale, scale)
  draw()
  ctx.restore()
}

/** Grey with a stroke through: not by colour alone. */
function drawTaken(
  pen: Pen,
  seats: readonly number[],
  outline: string,
  colour: string,
  strokes: readonly string[],
): void {
  const { ctx, palette } = pen
  ctx.fillStyle = palette.well
  ctx.strokeStyle = colour
  ctx.lineWidth = 1.6
  for (const seat of seats)
    onSeat(pen, seat, () => {
      ctx.fill(pathOf(outline))
      for (const stroke of strokes) ctx.stroke(pathOf(stroke))
    })
}

function drawFree(pen: Pen, seats: readonly number[], level: number): void {
  const { ctx, palette, hall, px } = pen
  const outline = pathOf(outlineOf(level))
  const colour = palette.levels[level] ?? palette.ink
  for (const seat of seats) {
    const kind = hall.kinds[at(hall.kind, seat)]
    onSeat(pen, seat, () => {
      ctx.fillStyle = colour
      ctx.fill(outline)
      if (kind === 'regular' || px < MARKED_PX) return
      ctx.fillStyle = palette.onSeat
      ctx.translate(2.4, 2.4)
      ctx.scale(0.8, 0.8)
      ctx.fill(pathOf(kind === 'wheelchair' ? WHEELCHAIR : COMPANION))
    })
    if (px >= NUMBERED_PX && kind === 'regular') drawNumber(pen, seat, palette.onSeat)
  }
}

function drawNumber(pen: Pen, seat: number, colour: string): void {
  const { hall, view, px } = pen
  const place = toScreen(view, { x: at(hall.x, seat), y: at(hall.y, seat) })
  text(pen, String(at(hall.numbers, seat)), place.x, place.y, Math.min(15, px * 0.4), colour)
}

/** Larger than it is in a small hall, so that it is seen from afar. */
function drawChosen(pen: Pen, seat: number): void {
  const { ctx, palette, px } = pen
  const size = Math.max(1, CHOSEN_LEAST_PX / px)
  onSeat(
    pen,
    seat,
    () => {
      ctx.fillStyle = palette.chosen
      ctx.strokeStyle = palette.accent
      ctx.lineWidth = 2.4
      ctx.fill(pathOf(OUTLINES[0]))
      ctx.stroke(pathOf(OUTLINES[0]))
      ctx.strokeStyle = palette.onChosen
      ctx.lineWidth = 3
      ctx.stroke(pathOf(CHECK))
    },
    size,
  )
}

/** Beside the first seat of each row, or at the edge while its row goes on beyond it. */
function drawRowNames(pen: Pen): void {
  const { hall, view, frame, px, palette, ctx } = pen
  const size = Math.min(14, px * 0.42)
  for (const section of hall.sections) {
    for (const row of section.rows) {
      const first = toScreen(view, { x: at(hall.x, row.from), y: at(hall.y, row.from) })
      const lastX = at(hall.x, row.to - 1) * view.scale + view.x
      const isSeen = first.y > -px && first.y < frame.height + px
      if (!row.name || !isSeen || first.x - px > frame.width || lastX < px) continue
      const x = Math.max(px * 0.45, first.x - px)
      if (x > first.x - px) {
        ctx.fillStyle = palette.card
        ctx.fillRect(0, first.y - px / 2, x + px * 0.4, px)
      }
      text(pen, row.name, x, first.y, size, palette.soft)
    }
    drawNameAbove(pen, section)
  }
}

function drawNameAbove(pen: Pen, section: Section): void {
  const { hall, view, px, palette } = pen
  const [first] = section.rows
  if (!first || !section.name) return
  const middle = (at(hall.x, first.from) + at(hall.x, first.to - 1)) / 2
  const place = toScreen(view, { x: middle, y: at(hall.y, first.from) })
  text(pen, section.name, place.x, place.y - px, 14, palette.ink)
}

/** The names of sections in their middles; one that would cover another is left out. */
function drawSectionNames(pen: Pen): void {
  const { hall, palette, ctx } = pen
  const used: { x: number; y: number; half: number }[] = []
  for (const section of hall.sections) {
    if (!section.name) continue
    const place = middleOf(pen, boxOf(hall.x, hall.y, section.from, section.to))
    if (!place) continue
    ctx.font = `700 13px ${palette.font}`
    const half = ctx.measureText(section.name).width / 2 + 7
    const isCovered = used.some(
      (other) =>
        Math.abs(other.x - place.x) < other.half + half && Math.abs(other.y - place.y) < 22,
    )
    if (isCovered) continue
    used.push({ ...place, half })
    ctx.globalAlpha = 0.9
    ctx.fillStyle = palette.card
    ctx.beginPath()
    ctx.roundRect(place.x - half, place.y - 11, half * 2, 22, 11)
    ctx.fill()
    ctx.globalAlpha = 1
    text(pen, section.name, place.x, place.y, 13, palette.ink)
  }
}

/** The middle of what is in sight of a box; undefined where that is too little for a name. */
function middleOf({ view, frame }: Pen, box: Box): Point | undefined {
  const from = toScreen(view, { x: box.left, y: box.top })
  const to = toScreen(view, { x: box.right, y: box.bottom })
  const [left, right] = [Math.max(0, from.x), Math.min(frame.width, to.x)]
  const [top, bottom] = [Math.max(0, from.y), Math.min(frame.height, to.y)]
  const isCut = left > from.x || right < to.x || top > from.y || bottom < to.y
  if (isCut && (right - left < NAME_LEAST_PX || bottom - top < NAME_LEAST_PX)) return undefined
  return { x: (left + right) / 2, y: (top + bottom) / 2 }
}

function text(
  { ctx, palette }: Pick<Pen, 'ctx' | 'palette'>,
  words: string,
  x: number,
  y: number,
  size: number,
  colour: string,
): void {
  ctx.font = `700 ${size}px ${palette.font}`
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.fillStyle = colour
  ctx.fillText(words, x, y + size * 0.06)
}
