import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLTagStore } from 'node:sqlite'
import type { GatewayName, Move, Payment } from './rules.ts'

/** The sandbox's SQLite ledger; commits survive a kill -9. */
export interface Ledger {
  readonly sql: SQLTagStore
  /** Runs a transaction; a throw rolls it back. */
  change<Answer>(work: () => Answer): Answer
  close(): void
}

/** Opens `sandbox.sqlite` in `folder`; in memory without one. */
export function openLedger(folder?: string): Ledger {
  if (folder) mkdirSync(folder, { recursive: true })
  const path = folder ? join(folder, 'sandbox.sqlite') : ':memory:'
  const database = new DatabaseSync(path, { timeout: 5000 })
  // in WAL mode `normal` survives a kill -9, though not a power cut
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on')
  database.exec(readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'))
  return {
    sql: database.createTagStore(),
    change(work) {
      database.exec('begin immediate')
      try {
        const answer = work()
        database.exec('commit')
        return answer
      } catch (error) {
        database.exec('rollback')
        throw error
      }
    },
    close: () => database.close(),
  }
}

export const insertPayment = ({ sql }: Ledger, payment: Payment) =>
  sql.run`
    insert into payments (
      id, gateway, order_id, window_key, title, amount, tax_free, vat, currency, status, token,
      method, detail, created_at
    ) values (
      ${payment.id}, ${payment.gateway}, ${payment.orderId}, ${payment.windowKey},
      ${payment.title}, ${payment.amount}, ${payment.taxFree}, ${payment.vat},
      ${payment.currency}, ${payment.status}, ${payment.token}, ${payment.method},
      ${JSON.stringify(payment.detail)}, ${payment.createdAt.getTime()}
    )`

export const paymentById = ({ sql }: Ledger, gateway: GatewayName, id: string) =>
  paymentOf(sql.get`select * from payments where gateway = ${gateway} and id = ${id}`)

export const paymentByWindow = ({ sql }: Ledger, windowKey: string) =>
  paymentOf(sql.get`select * from payments where window_key = ${windowKey}`)

/** Every attempt under a merchant's id, newest first. */
export const paymentsByOrder = ({ sql }: Ledger, gateway: GatewayName, orderId: string) =>
  sql.all`
    select * from payments where gateway = ${gateway} and order_id = ${orderId}
     order by created_at desc, rowid desc`.flatMap((row) => paymentOf(row) ?? [])

/** Newest first; of one order if `orderId` is given. */
export const payments = ({ sql }: Ledger, orderId: string | null) =>
  sql.all`
    select * from payments
     where ${orderId} is null or order_id = ${orderId}
     order by created_at desc, rowid desc`.flatMap((row) => paymentOf(row) ?? [])

/** Updates the mutable columns of a payment. */
export const writePayment = ({ sql }: Ledger, payment: Payment) =>
  sql.run`
    update payments
       set status = ${payment.status}, token = ${payment.token}, method = ${payment.method},
           detail = ${JSON.stringify(payment.detail)}
     where id = ${payment.id}`

export const insertMove = ({ sql }: Ledger, move: Move) =>
  sql.run`
    insert into moves (id, payment_id, type, amount, tax_free, vat, note, at) values (
      ${move.id}, ${move.paymentId}, ${move.type}, ${move.amount}, ${move.taxFree},
      ${move.vat}, ${move.note}, ${move.at.getTime()}
    )`

/** In chronological order. */
export const movesOf = ({ sql }: Ledger, paymentId: string) =>
  sql.all`
    select id, payment_id as "paymentId", type, amount, tax_free as "taxFree", vat, note, at
      from moves where payment_id = ${paymentId} order by seq`.map(
    (row) => ({ ...row, at: new Date(row.at as number) }) as unknown as Move,
  )

/** A setting of the sandbox: clock, storm, merchant. */
export const setting = ({ sql }: Ledger, name: string): unknown =>
  sql.get`select value from settings where name = ${name}`?.value

export const set = ({ sql }: Ledger, name: string, value: string | number) =>
  sql.run`
    insert into settings (name, value) values (${name}, ${value})
    on conflict (name) do update set value = excluded.value`

const paymentOf = (row: ReturnType<SQLTagStore['get']>): Payment | undefined =>
  row &&
  ({
    ...Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value])),
    detail: JSON.parse(String(row.detail)),
    createdAt: new Date(row.created_at as number),
  } as unknown as Payment)

const camel = (name: string) =>
  name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
