import type { Ledger } from '../ledger.ts'

export interface SentText {
  readonly id: string
  readonly recipient: string
  readonly sender: string
  readonly text: string
  readonly at: Date
}

/** With what it went as: `ATA` is a message of Kakao. */
export interface DetailedText extends SentText {
  readonly custom: Readonly<Record<string, string>>
  readonly template: string | null
  readonly variables: Readonly<Record<string, string>>
  readonly reached: 'SMS' | 'LMS' | 'ATA'
}

export function insertText(ledger: Ledger, text: DetailedText): void {
  const { sql } = ledger
  const { id, recipient, sender, at } = text
  sql.run`
    insert into texts (id, recipient, sender, text, at)
    values (${id}, ${recipient}, ${sender}, ${text.text}, ${at.getTime()})`
  sql.run`
    insert into text_details (id, custom, template, variables, reached)
    values (${id}, ${JSON.stringify(text.custom)}, ${text.template},
            ${JSON.stringify(text.variables)}, ${text.reached})`
}

/** Newest first. */
export const listTexts = ({ sql }: Ledger, most: number): DetailedText[] =>
  sql.all`
    select t.id, t.recipient, t.sender, t.text, t.at, d.custom, d.template, d.variables, d.reached
      from texts t left join text_details d on d.id = t.id
     order by t.seq desc limit ${most}`.map(readRow)

/** What went to a number between two instants, newest first. */
export const findTexts = ({ sql }: Ledger, recipient: string, from: Date, to: Date, most: number) =>
  sql.all`
    select t.id, t.recipient, t.sender, t.text, t.at, d.custom, d.template, d.variables, d.reached
      from texts t left join text_details d on d.id = t.id
     where t.recipient = ${recipient} and t.at between ${from.getTime()} and ${to.getTime()}
     order by t.seq desc limit ${most}`.map(readRow)

function readRow(row: Readonly<Record<string, unknown>>): DetailedText {
  const json = (text: unknown) => JSON.parse(typeof text === 'string' ? text : '{}')
  return {
    ...row,
    at: new Date(row.at as number),
    custom: json(row.custom),
    variables: json(row.variables),
    reached: row.reached ?? 'SMS',
  } as unknown as DetailedText
}

/** Whether the salt of a signature is new. */
export const takeSalt = ({ sql }: Ledger, salt: string): boolean =>
  Number(
    sql.run`
    insert into text_salts (salt, at) values (${salt}, ${Date.now()})
    on conflict (salt) do nothing`.changes,
  ) > 0
