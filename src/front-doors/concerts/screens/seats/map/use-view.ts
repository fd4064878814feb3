import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { Hall } from '../hall.ts'
import {
  between,
  centered,
  type Frame,
  fitScale,
  fitted,
  type Point,
  type View,
  within,
  zoomed,
} from './view.ts'

export interface Viewing {
  /** What is shown now; changes without a render. */
  readonly view: RefObject<View>
  readonly frame: RefObject<Frame>
  /** Draws in the next frame. */
  readonly redraw: () => void
  readonly set: (view: View) => void
  /** Zooms by a factor about a point of the frame, by default its middle. */
  readonly zoom: (by: number, about?: Point) => void
  readonly fit: () => void
  /** Brings a place of the hall to the middle. */
  readonly goTo: (place: Point, scale?: number) => void
  /** The whole hall is shown. */
  readonly isFitted: boolean
}

const GLIDE_MS = 200
const start: View = { scale: 1, x: 0, y: 0 }

/** The view of a hall in an element: it begins with the whole hall, and keeps it at a resize. */
export function useView(
  hall: Hall,
  element: RefObject<HTMLElement | null>,
  draw: (view: View, frame: Frame) => void,
): Viewing {
  const view = useRef(start)
  const frame = useRef<Frame>({ width: 0, height: 0 })
  const [isFitted, setFitted] = useState(true)
  const { redraw, glide } = useDrawing(view, frame, draw)

  const set = useCallback(
    (wanted: View) => {
      view.current = within(wanted, hall, frame.current)
      setFitted(view.current.scale <= fitScale(hall, frame.current) * 1.01)
      redraw()
    },
    [hall, redraw],
  )
  const glideTo = useCallback(
    (wanted: View) => {
      const target = within(wanted, hall, frame.current)
      setFitted(target.scale <= fitScale(hall, frame.current) * 1.01)
      glide(target)
    },
    [hall, glide],
  )
  useEffect(() => {
    const box = element.current
    if (!box) return
    const observer = new ResizeObserver(() => {
      const wasFitted = view.current.scale <= fitScale(hall, frame.current) * 1.01
      const isFirst = frame.current.width === 0
      frame.current = { width: box.clientWidth, height: box.clientHeight }
      set(isFirst || wasFitted ? fitted(hall, frame.current) : view.current)
    })
    observer.observe(box)
    return () => observer.disconnect()
  }, [hall, element, set])

  const middle = () => ({ x: frame.current.width / 2, y: frame.current.height / 2 })
  return {
    view,
    frame,
    redraw,
    set,
    zoom: (by, about = middle()) => glideTo(zoomed(view.current, view.current.scale * by, about)),
    fit: () => glideTo(fitted(hall, frame.current)),
    goTo: (place, scale = view.current.scale) => glideTo(centered(scale, place, frame.current)),
    isFitted,
  }
}

/** Draws once a frame at most, and glides from one view to another. */
function useDrawing(
  view: RefObject<View>,
  frame: RefObject<Frame>,
  draw: (view: View, frame: Frame) => void,
) {
  const latest = useRef(draw)
  const asked = useRef(0)
  const redraw = useCallback(() => {
    cancelAnimationFrame(asked.current)
    asked.current = requestAnimationFrame(() => {
      if (frame.current.width > 0) latest.current(view.current, frame.current)
    })
  }, [view, frame])
  const glide = useCallback(
    (target: View) => {
      cancelAnimationFrame(asked.current)
      const from = view.current
      const began = performance.now()
      const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
      const step = (now: number) => {
        const part = isStill ? 1 : Math.min(1, Math.max(0, now - began) / GLIDE_MS)
        view.current = part === 1 ? target : between(from, target, 1 - (1 - part) ** 2)
        latest.current(view.current, frame.current)
        if (part < 1) asked.current = requestAnimationFrame(step)
      }
      asked.current = requestAnimationFrame(step)
    },
    [view, frame],
  )
  useEffect(() => {
    latest.current = draw
    redraw()
  }, [draw, redraw])
  useEffect(() => () => cancelAnimationFrame(asked.current), [])
  return { redraw, glide }
}
