import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { at, type Hall } from '../hall.ts'
import { useSeatsText } from '../text.ts'
import { drawHall, groupByLevel, type Marks } from './draw.ts'
import { seatBeside, seatNear } from './move.ts'
import { usePalette } from './palette.ts'
import { useGestures } from './use-gestures.ts'
import { useView, type Viewing } from './use-view.ts'
import { type Frame, type Point, toHall, toScreen, type View } from './view.ts'
import { ZoomButtons } from './zoom-buttons.tsx'

interface SeatMapProps extends Marks {
  readonly hall: Hall
  /** A seat in words, with its state. */
  readonly nameOf: (seat: number) => string
  readonly onPress: (seat: number) => void
  /** Below the map, beside its buttons. */
  readonly footer?: ReactNode
  /** The next thing that Tab reaches after the seats. */
  readonly next?: ReactNode
  readonly className?: string
}

/** A press on smaller seats zooms in: they could not be told apart. */
const LEAST_PX: Readonly<Record<string, number>> = { touch: 24, pen: 16, mouse: 11 }
const PRESSED_PX = 40
const KEYS_LEAST_PX = 18
const RING_LEAST_PX = 20

/**
 * The seats of a hall: a canvas, which stays fluid with tens of thousands, and one button for the keys
 * and for screen readers, which arrows move from seat to seat.
 */
export function SeatMap(props: SeatMapProps) {
  const { hall, nameOf, onPress, footer, next, className = '', ...marks } = props
  const surface = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [hovered, setHovered] = useState<number>()
  const cursor = useCursor(hall, marks.gone)
  const draw = useDraw(canvas, cursor, hall, marks)
  const viewing = useView(hall, surface, draw)
  const pointed = (point: Point) => seatNear(hall, toHall(viewing.view.current, point))
  const pxNow = () => hall.pitch * viewing.view.current.scale
  const press = (point: Point, pointer: string) => {
    const seat = pointed(point)
    if (pxNow() < (LEAST_PX[pointer] ?? 0))
      viewing.goTo(toHall(viewing.view.current, point), PRESSED_PX / hall.pitch)
    else if (seat !== undefined) {
      cursor.move(seat)
      onPress(seat)
    }
  }
  const hover = (point: Point | undefined) =>
    setHovered(point && pxNow() >= (LEAST_PX.mouse ?? 0) ? pointed(point) : undefined)
  useGestures(surface, { viewing, onPress: press, onHover: hover })
  const said = hovered ?? (cursor.isFocused ? cursor.seat : undefined)
  return (
    <div className="grid gap-2">
      <div
        className={`relative overflow-hidden rounded-3xl border border-line bg-card ${className}`}
      >
        <div
          ref={surface}
          aria-hidden="true"
          data-pitch={hall.pitch}
          style={{ touchAction: viewing.isFitted ? 'pan-y' : 'none' }}
          className={`absolute inset-0 select-none ${hovered === undefined ? 'cursor-grab' : 'cursor-pointer'}`}
        >
          <canvas ref={canvas} className="size-full" />
        </div>
        <Cursor
          onKey={() => setHovered(undefined)}
          {...{ cursor, hall, viewing, nameOf, onPress }}
          isChosen={marks.chosen.has(cursor.seat)}
        />
        {next}
        <Said words={said === undefined ? undefined : nameOf(said)} />
      </div>
      <div className="flex items-start gap-3">
        {footer}
        <ZoomButtons viewing={viewing} />
      </div>
    </div>
  )
}

/** The seat under the mouse or the keys; its button says the same to screen readers. */
function Said({ words }: { readonly words: string | undefined }) {
  const t = useSeatsText()
  return (
    <>
      <p
        aria-hidden="true"
        className={`pointer-events-none absolute top-2 left-2 max-w-[calc(100%-1rem)] rounded-xl border border-line bg-card px-3 py-1.5 text-sm font-semibold shadow-lift ${words === undefined ? 'hidden' : ''}`}
      >
        {words}
      </p>
      <p id="map-keys" className="sr-only">
        {t('map.keys')}
      </p>
    </>
  )
}

/** The seat that keys act on. */
interface MapCursor {
  readonly seat: number
  readonly button: React.RefObject<HTMLButtonElement | null>
  readonly isFocused: boolean
  readonly setFocused: (isFocused: boolean) => void
  /** Moves to a seat, and takes the focus there. */
  readonly move: (seat: number) => void
}

function useCursor(hall: Hall, gone: Uint8Array): MapCursor {
  const [seat, setSeat] = useState(() => firstSeat(hall, gone))
  const [isFocused, setFocused] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const moved = useRef(false)
  useEffect(() => {
    if (moved.current && seat >= 0) button.current?.focus({ preventScroll: true })
    moved.current = false
  }, [seat])
  const move = (to: number) => {
    moved.current = to !== seat
    if (to === seat) button.current?.focus({ preventScroll: true })
    setSeat(to)
  }
  return { seat, button, isFocused, setFocused, move }
}

/** The free seat that is nearest to the middle of the front. */
function firstSeat(hall: Hall, gone: Uint8Array): number {
  const middle = (hall.box.left + hall.box.right) / 2
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  for (let seat = 0; seat < hall.size; seat++) {
    const away = at(hall.y, seat) * 2 + Math.abs(at(hall.x, seat) - middle)
    if (!gone[seat] && away < least) [best, least] = [seat, away]
  }
  return best
}

function useDraw(
  canvas: React.RefObject<HTMLCanvasElement | null>,
  { seat, button }: MapCursor,
  hall: Hall,
  { gone, chosen, level }: Marks,
) {
  const t = useSeatsText()
  const stage = t('map.stage')
  const palette = usePalette(hall.levels.length)
  const byLevel = useMemo(() => groupByLevel(hall), [hall])
  return useCallback(
    (view: View, frame: Frame) => {
      const ctx = canvas.current?.getContext('2d')
      if (!canvas.current || !ctx) return
      const ratio = Math.min(2, devicePixelRatio)
      const [width, height] = [Math.round(frame.width * ratio), Math.round(frame.height * ratio)]
      if (canvas.current.width !== width) canvas.current.width = width
      if (canvas.current.height !== height) canvas.current.height = height
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0)
      drawHall(ctx, { hall, gone, chosen, level, palette, byLevel, stage }, view, frame)
      if (!button.current) return
      const size = Math.max(RING_LEAST_PX, hall.pitch * view.scale)
      const { x, y } = toScreen(view, { x: at(hall.x, seat), y: at(hall.y, seat) })
      Object.assign(button.current.style, {
        width: `${size}px`,
        height: `${size}px`,
        transform: `translate(${x - size / 2}px, ${y - size / 2}px)`,
      })
    },
    [canvas, button, seat, hall, gone, chosen, level, palette, byLevel, stage],
  )
}

interface CursorProps extends Pick<SeatMapProps, 'hall' | 'nameOf' | 'onPress'> {
  readonly cursor: MapCursor
  readonly viewing: Viewing
  readonly isChosen: boolean
  readonly onKey: () => void
}

function Cursor(props: CursorProps) {
  const { cursor, hall, viewing, nameOf, onPress, isChosen, onKey } = props
  const { seat, button, setFocused, move } = cursor
  const show = (to: number) => {
    const { view, frame } = viewing
    const place = { x: at(hall.x, to), y: at(hall.y, to) }
    const { x, y } = toScreen(view.current, place)
    const isSmall = hall.pitch * view.current.scale < KEYS_LEAST_PX
    const margin = Math.min(60, frame.current.width / 6)
    const isSeen =
      x > margin &&
      y > margin &&
      x < frame.current.width - margin &&
      y < frame.current.height - margin
    if (isSmall) viewing.goTo(place, PRESSED_PX / hall.pitch)
    else if (!isSeen) viewing.goTo(place)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (!onMapKey(event.key)) return
    event.preventDefault()
    onKey()
  }
  const onMapKey = (key: string): boolean => {
    if (key === '+' || key === '=') viewing.zoom(1.5)
    else if (key === '-') viewing.zoom(1 / 1.5)
    else if (key === '0') viewing.fit()
    else {
      const to =
        key === 'Home' || key === 'End' ? endOfRow(hall, seat, key) : seatBeside(hall, seat, key)
      if (to === undefined) return key.startsWith('Arrow')
      show(to)
      move(to)
    }
    return true
  }
  return (
    <button
      key={seat}
      ref={button}
      type="button"
      aria-pressed={isChosen}
      aria-label={nameOf(seat)}
      aria-describedby="map-keys"
      onKeyDown={onKeyDown}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onClick={() => onPress(seat)}
      className="pointer-events-none absolute top-0 left-0 rounded-md bg-transparent!"
    />
  )
}

function endOfRow(hall: Hall, seat: number, key: 'Home' | 'End'): number | undefined {
  const row = hall.sections[at(hall.sectionOf, seat)]?.rows[at(hall.rowOf, seat)]
  return row && (key === 'Home' ? row.from : row.to - 1)
}
