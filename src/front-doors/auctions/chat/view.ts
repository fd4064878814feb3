import type { Static } from 'typebox'
import type { Id } from '../../../kernel/id.ts'
import type * as contract from './contract.ts'
import type { ShownMessage } from './queries.ts'

export const lineView = ({
  message,
  kind,
  number,
  text,
  at,
}: ShownMessage): Static<typeof contract.MessageLine> => ({
  number: message,
  from: { kind, number },
  text,
  at: at.toISOString(),
})

export const messageView = (
  message: ShownMessage,
  reader: Id<'Account'> | undefined,
): Static<typeof contract.MessageView> => ({
  ...lineView(message),
  isMine: message.accountId !== null && message.accountId === reader,
})
