import { join as joinPath } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { join, raw } from 'sql-template-tag'
import type { Database } from '../postgres/database.ts'
import { type Sql, sql, type Tx } from '../postgres/sql.ts'
import type { SealedColumn } from './erasure.ts'
import { newKey, readKeys, writeKeys } from './key-file.ts'
import { type KeyRing, RING_AGE_MS, readKeyRing } from './key-ring.ts'

/** Rows a transaction. */
const BATCH = 500

export interface Rotated {
  readonly keyId: string
  /** Rows that were resealed. */
  readonly rows: number
  /** Old keys that were dropped. */
  readonly retired: number
}

/**
 * Reseals all rows with a new key. An interrupted rotation continues with the key it began with.
 * Running servers seal with the new key before the first row is changed.
 *
 * @param retire drop the old keys once no row needs them
 */
export async function rotateKeys(
  { database, folder, sealed }: RotationAsk,
  { retire }: { readonly retire: boolean },
): Promise<Rotated> {
  const path = joinPath(folder, 'keys.json')
  const ring = readKeyRing(folder)
  if (!retire && (await countOthers(database, ring, sealed)) === 0) {
    writeKeys(path, [newKey(), ...readKeys(path)])
    await pause(2 * RING_AGE_MS)
  }
  const fresh = readKeyRing(folder)
  const rows = await sealAnew(database, fresh, sealed)
  if (!retire) return { keyId: fresh.currentId, rows, retired: 0 }

  const keys = readKeys(path)
  const [current, ...old] = keys
  const left = await countOthers(database, fresh, sealed)
  if (!current || left > 0) throw new Error(`${left} rows still need an old key: run it again`)
  writeKeys(path, [current])
  return { keyId: current.id, rows, retired: old.length }
}

export interface RotationAsk {
  readonly database: Database
  /** The folder of `keys.json`. */
  readonly folder: string
  readonly sealed: readonly SealedColumn[]
}

/** Reseals with the ring's first key what other keys sealed. Returns the number of rows. */
export async function sealAnew(
  database: Database,
  ring: KeyRing,
  sealed: readonly SealedColumn[],
): Promise<number> {
  let rows = 0
  for (const table of sealed) {
    let after: Row | undefined
    do {
      const batch = await database.patient.rows<Row>(selectOthers(table, ring, after))
      await database.patient.transaction(async (tx) => {
        for (const row of batch) await sealRow(tx, table, ring, row)
      })
      rows += batch.length
      after = batch.at(-1)
    } while (after)
  }
  return rows
}

async function sealRow(tx: Tx, table: SealedColumn, ring: KeyRing, row: Row): Promise<void> {
  for (const column of table.columns) {
    const was = row[column]
    if (!was) continue
    const text = ring.open(was)
    const indexes = Object.entries(table.indexes ?? {})
      .filter(([, of]) => of === column)
      .map(([name]) => sql`${raw(name)} = ${ring.index(text)}`)
    await tx.run(sql`
      update ${raw(table.table)}
         set ${join([sql`${raw(column)} = ${ring.seal(text)}`, ...indexes])}
       where ${join(
         table.keys.map((key) => sql`${raw(key)} = ${row[key]}`),
         ' and ',
       )}
         and ${raw(column)} = ${was}
    `)
  }
}

/** Rows that are not sealed with the first key. */
async function countOthers(
  database: Database,
  ring: KeyRing,
  sealed: readonly SealedColumn[],
): Promise<number> {
  let sum = 0
  for (const table of sealed)
    sum += (
      await database.patient.one<{ count: number }>(
        sql`select count(*) as count from ${raw(table.table)} where ${byOthers(table, ring)}`,
      )
    ).count
  return sum
}

function selectOthers(table: SealedColumn, ring: KeyRing, after: Row | undefined): Sql {
  const keys = raw(table.keys.join(', '))
  const next = after ? sql`and (${keys}) > (${join(table.keys.map((key) => after[key]))})` : sql``
  return sql`
    select ${raw([...table.keys, ...table.columns].join(', '))} from ${raw(table.table)}
     where ${byOthers(table, ring)} ${next}
     order by ${keys}
     limit ${BATCH}
  `
}

/** A column may have texts that are not sealed. */
const byOthers = ({ columns, indexes = {} }: SealedColumn, { currentId }: KeyRing): Sql =>
  sql`(${join(
    [...columns, ...Object.keys(indexes)].map((column) => {
      const text = raw(column)
      return sql`(starts_with(${text}, 'v1.') and not starts_with(${text}, ${`v1.${currentId}.`}))`
    }),
    ' or ',
  )})`

type Row = Readonly<Record<string, string | null>>
