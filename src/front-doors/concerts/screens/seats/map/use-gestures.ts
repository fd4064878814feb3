import { type RefObject, useEffect, useRef } from 'react'
import type { Viewing } from './use-view.ts'
import { type Point, type View, zoomed } from './view.ts'

/** A finger that moved less than this has pressed. */
const STILL_PX = 8
const WHEEL_BY = 1.0016

interface Gestures {
  readonly viewing: Viewing
  /** A press at a point of the frame. */
  readonly onPress: (point: Point, pointer: string) => void
  /** A mouse over a point; undefined once it has left. */
  readonly onHover: (point: Point | undefined) => void
}

/** Pan with one finger or the mouse, zoom with two fingers or the wheel. */
export function useGestures(element: RefObject<HTMLElement | null>, gestures: Gestures): void {
  const latest = useRef(gestures)
  useEffect(() => {
    latest.current = gestures
  })
  useEffect(() => {
    const box = element.current
    return box ? listen(box, latest) : undefined
  }, [element])
}

function listen(box: HTMLElement, latest: RefObject<Gestures>): () => void {
  const fingers = new Map<number, Point>()
  let began: Point | undefined
  const pointOf = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const { left, top } = box.getBoundingClientRect()
    return { x: clientX - left, y: clientY - top }
  }
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return
    const point = pointOf(event)
    fingers.set(event.pointerId, point)
    began = fingers.size === 1 ? point : undefined
  }
  const move = (event: PointerEvent) => {
    const { viewing, onHover } = latest.current
    const [point, before] = [pointOf(event), fingers.get(event.pointerId)]
    if (!before) {
      if (event.pointerType === 'mouse') onHover(point)
      return
    }
    const isStill = began && Math.hypot(point.x - began.x, point.y - began.y) < STILL_PX
    if (isStill) return
    if (began) box.setPointerCapture(event.pointerId)
    began = undefined
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
    fingers.set(event.pointerId, point)
    viewing.set(dragged(viewing.view.current, before, point, other))
  }
  const up = (event: PointerEvent) => {
    fingers.delete(event.pointerId)
    if (began && event.type === 'pointerup')
      latest.current.onPress(pointOf(event), event.pointerType)
    began = undefined
  }
  const leave = () => latest.current.onHover(undefined)
  const wheel = (event: WheelEvent) => {
    const { viewing } = latest.current
    if (viewing.isFitted && event.deltaY > 0 && !event.ctrlKey) return // the page scrolls on
    event.preventDefault()
    const view = viewing.view.current
    const by = WHEEL_BY ** -(event.ctrlKey ? event.deltaY * 4 : event.deltaY)
    viewing.set(zoomed(view, view.scale * by, pointOf(event)))
  }
  const stop = new AbortController()
  const { signal } = stop
  box.addEventListener('pointerdown', down, { signal })
  box.addEventListener('pointermove', move, { signal })
  box.addEventListener('pointerup', up, { signal })
  box.addEventListener('pointercancel', up, { signal })
  box.addEventListener('pointerleave', leave, { signal })
  box.addEventListener('wheel', wheel, { signal, passive: false })
  return () => stop.abort()
}

/** The view after a finger moved, while another one may rest. */
function dragged(view: View, before: Point, point: Point, other: Point | undefined): View {
  if (!other) return { ...view, x: view.x + point.x - before.x, y: view.y + point.y - before.y }
  const by = distance(point, other) / distance(before, other)
  const middle = { x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 }
  const old = { x: (before.x + other.x) / 2, y: (before.y + other.y) / 2 }
  const larger = zoomed(view, view.scale * by, old)
  return { ...larger, x: larger.x + middle.x - old.x, y: larger.y + middle.y - old.y }
}

/** Two fingers are never at one point. */
const distance = (one: Point, other: Point): number =>
  Math.max(1, Math.hypot(one.x - other.x, one.y - other.y))
