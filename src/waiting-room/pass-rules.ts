import type { Problem } from '../kernel/problem.ts'
import { passEnded, type Room, stillWaiting, whereOf } from './rules.ts'

export interface Pass {
  readonly browseUntil: Date
  readonly heldUntil: Date | null
  readonly endedAt: Date | null
  readonly ended: string | null
}

/**
 * Longer than any transaction may take: a claim that began within `browseUntil` has committed by then,
 * and what it holds counts. Until then nobody else is called in its stead.
 */
export const GRACE_SECONDS = 15

/** Whether it may look and claim. */
export const mayClaim = (pass: Pass, now: Date): boolean => !pass.endedAt && now < pass.browseUntil

/** Whether it may pay, and look: also while something is held. */
export const mayPay = (pass: Pass, now: Date): boolean => !pass.endedAt && now < until(pass)

const until = ({ browseUntil, heldUntil }: Pass): Date =>
  heldUntil && heldUntil > browseUntil ? heldUntil : browseUntil

/** Why a pass no longer admits; `expired` when nobody ended it. */
export const endOf = (pass: Pass): string => pass.ended ?? 'expired'

/** A call, and until when it admits: as it was at the call, whatever the room is changed to. */
export interface Called {
  readonly calledAt: Date
  readonly callUntil: Date
}

/** What is known of a ticket that asks to enter. */
export interface EntrantFacts {
  readonly place: number
  /** When the line reached it while it was present. */
  readonly calledAt: Date | null
  readonly callUntil: Date | null
  /** Whether it waits in the late lane, or was called from there. */
  readonly isLate: boolean
  readonly lateCalledAt: Date | null
  readonly lateCallUntil: Date | null
  /** Of its pass, if it has one. */
  readonly browseUntil: Date | null
  readonly heldUntil: Date | null
  readonly endedAt: Date | null
  readonly ended: string | null
}

export type Admitted =
  | { readonly is: 'inside'; readonly until: Date }
  | ({ readonly is: 'entering' } & Called)
  | { readonly is: 'late'; readonly isNew: boolean }

/**
 * Whether a ticket may enter. One that was absent at its turn, or let its call pass, is late: served
 * before the line, once. Whoever lets that call pass, too, has to join again: else a few who never come
 * could keep all others waiting. Problems in order: waiting-pass-ended, still-waiting.
 */
export function admit(room: Room, facts: EntrantFacts, now: Date): Admitted | Problem {
  const { place, calledAt, callUntil, isLate, lateCalledAt, lateCallUntil, browseUntil } = facts
  if (browseUntil) {
    const pass = { ...facts, browseUntil }
    return mayPay(pass, now)
      ? { is: 'inside', until: until(pass) }
      : passEnded({ ...whereOf(room), ended: endOf(pass) })
  }
  if (!room.openedAt || place >= room.head)
    return stillWaiting({ ...whereOf(room), position: place - room.head + 1 })
  if (calledAt && callUntil && now < callUntil) return { is: 'entering', calledAt, callUntil }
  if (!lateCalledAt || !lateCallUntil) return { is: 'late', isNew: !isLate }
  return now < lateCallUntil
    ? { is: 'entering', calledAt: lateCalledAt, callUntil: lateCallUntil }
    : passEnded({ ...whereOf(room), ended: 'missed' })
}
