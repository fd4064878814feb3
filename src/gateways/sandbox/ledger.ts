import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLTagStore } from 'node:sqlite'
import type { Action, Payment, Status } from './rules.ts'

/** The truth of money: a file of its own, in which what was committed survives a kill -9. */
export interface Ledger {
  readonly sql: SQLTagStore
  /** Reads, decides and writes as one; a throw undoes it. */
  change<Answer>(work: () => Answer): Answer
  close(): void
}

/** Opens `sandbox.sqlite` in `folder`; in memory without one. */
export function openLedger(folder?: string): Ledger {
  if (folder) mkdirSync(folder, { recursive: true })
  const path = folder ? join(folder, 'sandbox.sqlite') : ':memory:'
  const database = new DatabaseSync(path, { timeout: 5000 })
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
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
      tid, gateway, window_key, cid, partner_order_id, partner_user_id, item_name, item_code,
      quantity, total, tax_free, vat, green_deposit, method, install_month, approval_url,
      cancel_url, fail_url, status, created_at
    ) values (
      ${payment.tid}, ${payment.gateway}, ${payment.windowKey}, ${payment.cid},
      ${payment.partnerOrderId}, ${payment.partnerUserId}, ${payment.itemName},
      ${payment.itemCode}, ${payment.quantity}, ${payment.total}, ${payment.taxFree},
      ${payment.vat}, ${payment.greenDeposit}, ${payment.method}, ${payment.installMonth},
      ${payment.approvalUrl}, ${payment.cancelUrl}, ${payment.failUrl}, ${payment.status},
      ${payment.createdAt.getTime()}
    )`

export const paymentByTid = ({ sql }: Ledger, tid: string) =>
  paymentOf(sql.get`select * from payments where tid = ${tid}`)

export const paymentByWindow = ({ sql }: Ledger, windowKey: string) =>
  paymentOf(sql.get`select * from payments where window_key = ${windowKey}`)

/** Newest first; of one order when `partnerOrderId` is told. */
export const payments = ({ sql }: Ledger, partnerOrderId: string | null) =>
  sql.all`
    select * from payments
     where ${partnerOrderId} is null or partner_order_id = ${partnerOrderId}
     order by created_at desc, rowid desc`.flatMap((row) => paymentOf(row) ?? [])

export const setStatus = ({ sql }: Ledger, tid: string, status: Status) =>
  sql.run`update payments set status = ${status} where tid = ${tid}`

export const setToken = ({ sql }: Ledger, tid: string, pgToken: string) =>
  sql.run`update payments set pg_token = ${pgToken} where tid = ${tid}`

export const insertAction = ({ sql }: Ledger, action: Action) =>
  sql.run`
    insert into actions (aid, tid, type, total, tax_free, vat, payload, at) values (
      ${action.aid}, ${action.tid}, ${action.type}, ${action.total}, ${action.taxFree},
      ${action.vat}, ${action.payload}, ${action.at.getTime()}
    )`

/** In the order in which they happened. */
export const actionsOf = ({ sql }: Ledger, tid: string) =>
  sql.all`
    select aid, tid, type, total, tax_free as "taxFree", vat, payload, at
      from actions where tid = ${tid} order by seq`.map(
    (row) => ({ ...row, at: new Date(row.at as number) }) as unknown as Action,
  )

const paymentOf = (row: ReturnType<SQLTagStore['get']>): Payment | undefined =>
  row &&
  ({
    ...Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value])),
    createdAt: new Date(row.created_at as number),
  } as unknown as Payment)

const camel = (name: string) =>
  name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
