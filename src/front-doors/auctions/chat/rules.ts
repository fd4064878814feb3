import { type Problem, problem } from '../../../kernel/problem.ts'

/** Characters as people count them. */
export const TEXT_MOST = 200
/** Code points of those: an emoji or a letter may have several. */
export const POINTS_MOST = 1_000
/** For how long messages are kept. */
export const KEPT_DAYS = 30

export const messageMissing = problem('message-missing', 'missing', {
  ko: '메시지를 찾을 수 없어요.',
  en: 'There is no such message.',
})
export const messageTooLong = problem<{ most: number }>('message-too-long', 'invalid', {
  ko: '메시지가 너무 길어요. 200자까지 보낼 수 있어요.',
  en: 'This message is too long. It may have up to 200 characters.',
})
/** `seconds`: until when to wait. */
export const tooFast = problem<{ seconds: number }>('chat-too-fast', 'limited', {
  ko: '메시지를 너무 빨리 보내고 있어요. 잠시 뒤에 다시 보내 주세요.',
  en: 'You are sending messages too fast. Try again in a moment.',
})
export const chatFrozen = problem('chat-frozen', 'conflict', {
  ko: '판매자가 채팅을 잠시 멈췄어요.',
  en: 'The seller has closed the chat for now.',
})
export const chatMuted = problem('chat-muted', 'forbidden', {
  ko: '판매자가 채팅을 제한해 메시지를 보낼 수 없어요.',
  en: 'The seller does not let you write in this chat.',
})

const segmenter = new Intl.Segmenter('ko', { granularity: 'grapheme' })

/** Problem: message-too-long. */
export function checkText(text: string): Problem | undefined {
  if (text.length <= TEXT_MOST) return undefined
  let count = 0
  for (const _ of segmenter.segment(text)) count += 1
  return count > TEXT_MOST ? messageTooLong({ most: TEXT_MOST }) : undefined
}

/** What a person may still say: a token bucket. */
export interface Bucket {
  readonly tokens: number
  readonly atMs: number
  /** Refusals since the last message. */
  readonly refused: number
  readonly mutedUntilMs: number
}

const BURST = 3
const PER_SECOND = 1
const REFUSALS_MOST = 3
const MUTED_SECONDS = 60

/**
 * Whether a person may say something now, and what is left after it. Who goes on after three refusals has
 * to be silent for a minute.
 */
export function say(
  before: Bucket | undefined,
  nowMs: number,
): { readonly bucket: Bucket; readonly refused?: Problem } {
  const { tokens, atMs, refused, mutedUntilMs } = before ?? full(nowMs)
  if (nowMs < mutedUntilMs)
    return {
      bucket: { tokens, atMs, refused, mutedUntilMs },
      refused: tooFast({ seconds: Math.ceil((mutedUntilMs - nowMs) / 1000) }),
    }
  const filled = Math.min(BURST, tokens + ((nowMs - atMs) / 1000) * PER_SECOND)
  if (filled >= 1)
    return { bucket: { tokens: filled - 1, atMs: nowMs, refused: 0, mutedUntilMs: 0 } }
  const isMuted = refused + 1 >= REFUSALS_MOST
  const seconds = isMuted ? MUTED_SECONDS : Math.ceil((1 - filled) / PER_SECOND)
  return {
    bucket: {
      tokens: filled,
      atMs: nowMs,
      refused: isMuted ? 0 : refused + 1,
      mutedUntilMs: isMuted ? nowMs + MUTED_SECONDS * 1000 : 0,
    },
    refused: tooFast({ seconds }),
  }
}

const full = (nowMs: number): Bucket => ({
  tokens: BURST,
  atMs: nowMs,
  refused: 0,
  mutedUntilMs: 0,
})

/** As whom somebody speaks. `number` is null for the seller. */
export interface Speaker {
  readonly kind: 'bidder' | 'viewer' | 'seller'
  readonly number: number | null
}

export interface ChatFacts {
  readonly isFrozen: boolean
  readonly isSeller: boolean
  readonly isMuted: boolean
  /** The number as a bidder; undefined: has not bid. */
  readonly bidder: number | undefined
  /** The number as a viewer, if one was given. */
  readonly viewer: number | null | undefined
}

/**
 * As whom a person speaks; a viewer without a number gets `next`.
 * Problems in order: chat-frozen, chat-muted. Neither binds the seller.
 */
export function speakAs(
  { isFrozen, isSeller, isMuted, bidder, viewer }: ChatFacts,
  next: number,
): Speaker | Problem {
  if (isSeller) return { kind: 'seller', number: null }
  if (isFrozen) return chatFrozen()
  if (isMuted) return chatMuted()
  if (bidder !== undefined) return { kind: 'bidder', number: bidder }
  return { kind: 'viewer', number: viewer ?? next }
}
