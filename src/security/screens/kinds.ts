import { securityKinds } from '../../kernel/security-kind.ts'
import type { EventKind } from './event-queries.ts'

export const eventKinds: readonly EventKind[] = [...securityKinds, 'limit-reached']

export const isEventKind = (value: unknown): value is EventKind =>
  eventKinds.some((kind) => kind === value)
