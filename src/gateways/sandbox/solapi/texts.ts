import type { Ledger } from '../ledger.ts'

export interface SentText {
  readonly id: string
  readonly recipient: string
  readonly sender: string
  readonly text: string
  readonly at: Date
}

export const insertText = ({ sql }: Ledger, { id, recipient, sender, text, at }: SentText) =>
  sql.run`
    insert into texts (id, recipient, sender, text, at)
    values (${id}, ${recipient}, ${sender}, ${text}, ${at.getTime()})`

/** Newest first. */
export const listTexts = ({ sql }: Ledger, most: number): SentText[] =>
  sql.all`
    select id, recipient, sender, text, at from texts order by seq desc limit ${most}`.map(
    (row) => ({ ...row, at: new Date(row.at as number) }) as unknown as SentText,
  )

/** Whether the salt of a signature is new. */
export const takeSalt = ({ sql }: Ledger, salt: string): boolean =>
  Number(
    sql.run`
    insert into text_salts (salt, at) values (${salt}, ${Date.now()})
    on conflict (salt) do nothing`.changes,
  ) > 0
