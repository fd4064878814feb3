import type { Engine } from '../engine.ts'
import { businessNumberOf, businessNumberWrong, nobody } from '../kernel/business.ts'
import type { Language } from '../kernel/language.ts'
import { orThrow } from '../kernel/problem.ts'
import { readNow } from '../postgres/now.ts'
import type { Tx } from '../postgres/sql.ts'
import {
  type AcceptedKind,
  marketingKinds,
  requiredKinds,
  type TextKind,
  textKinds,
} from './kind-rules.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { filled, firstTexts, type Operator, type Words } from './texts.ts'
import { forgetVersions } from './versions.ts'

/** Who accepts, in which language the texts were shown. */
export interface AcceptAsk {
  readonly accountId: string
  readonly accepted: readonly rules.Accepted[]
  readonly language: Language
}

/**
 * Keeps what a new account accepted, in the transaction that makes it: the one way for every kind of sign-up.
 * An account that is made without it is asked before its first claim (`mustAccept`).
 * Problem: terms-not-accepted.
 */
export async function acceptAtSignUp(engine: Engine, tx: Tx, ask: AcceptAsk): Promise<void> {
  const versions = await queries.readVersions(tx)
  orThrow(rules.mayAccept(ask.accepted, { versions, now: tx.now }))
  await keep(engine, tx, ask)
}

/** Keeps what an account accepts later, together or one by one. Problem: terms-not-accepted. */
export async function accept(engine: Engine, ask: AcceptAsk): Promise<void> {
  await engine.house.transaction(async (tx) => {
    const versions = await queries.readVersions(tx)
    orThrow(rules.mayAccept(ask.accepted, { versions, now: tx.now }, []))
    await keep(engine, tx, ask)
  })
}

/** What demo accounts have accepted. */
export const acceptRequired = async (engine: Engine, accountId: string): Promise<void> => {
  const [versions, { now }] = await Promise.all([
    queries.readVersions(engine.house),
    readNow(engine.house),
  ])
  const accepted = requiredKinds.map((kind) => ({
    kind,
    version: rules.inForce(versions, kind, now),
  }))
  await accept(engine, { accountId, accepted, language: 'ko' })
}

/** What is accepted already in the same version is not written again. */
async function keep(engine: Engine, tx: Tx, { accepted, ...by }: AcceptAsk): Promise<void> {
  const known = latestOf(await queries.listAcceptances(tx, by.accountId))
  const rows = accepted
    .filter(({ kind, version }) => {
      const last = known.get(kind)
      return !last?.given || last.version !== version
    })
    .map((one) => ({ ...one, id: engine.newId(), given: true }))
  if (rows.length > 0) await queries.insertAcceptances(tx, by, rows)
}

/** The last word on each kind, of a list that begins with the newest. */
const latestOf = (acceptances: readonly queries.Acceptance[]) =>
  new Map<AcceptedKind, queries.Acceptance>(acceptances.toReversed().map((one) => [one.kind, one]))

/** Withdraws consent to advertising; nothing happens where there is none. */
export async function withdraw(
  engine: Engine,
  { kind, ...by }: Omit<AcceptAsk, 'accepted'> & { readonly kind: (typeof marketingKinds)[number] },
): Promise<void> {
  await engine.house.transaction(async (tx) => {
    const last = latestOf(await queries.listAcceptances(tx, by.accountId)).get(kind)
    if (!last?.given) return
    const row = { kind, version: last.version, id: engine.newId(), given: false }
    await queries.insertAcceptances(tx, by, [row])
  })
}

/** What an account accepted, newest first, and what is still asked of it. */
export async function showAcceptances({ house }: Engine, accountId: string) {
  const [data, grace, versions, { now }] = await Promise.all([
    queries.listAcceptances(house, accountId),
    queries.readGrace(house, accountId),
    queries.readVersions(house),
    readNow(house),
  ])
  const known = latestOf(data)
  const missing = requiredKinds.filter((kind) => !known.has(kind))
  return {
    data: data.map(({ at, ...one }) => ({ ...one, at: at.toISOString() })),
    missing: missing.map((kind) => ({ kind, version: rules.inForce(versions, kind, now) })),
    until: missing.length > 0 ? (grace?.until.toISOString() ?? null) : null,
  }
}

/** The problem of whoever claims without having accepted. */
export async function whatToAccept(engine: Engine, accountId: string) {
  const { missing } = await showAcceptances(engine, accountId)
  return rules.termsNotAccepted({ missing })
}

/** Which version of every text applies, and which is announced. */
export async function listTexts({ house }: Engine) {
  const [versions, { now }] = await Promise.all([queries.readVersions(house), readNow(house)])
  return {
    data: textKinds.map((kind) => {
      const next = versions.find((one) => one.kind === kind && one.appliesFrom > now)
      return {
        ...{ kind, version: rules.inForce(versions, kind, now) },
        isRequired: requiredKinds.some((one) => one === kind),
        isMarketing: marketingKinds.some((one) => one === kind),
        next: next ? { version: next.version, appliesFrom: next.appliesFrom.toISOString() } : null,
      }
    }),
  }
}

/** A text as it reads: by default the version that applies. Problem: text-missing. */
export async function showText(
  { house }: Engine,
  { kind: asked, version }: { readonly kind: string; readonly version?: number | undefined },
  retention: Words,
) {
  const kind = textKinds.find((one) => one === asked)
  if (!kind) throw rules.textMissing()
  const [versions, operator, { now }] = await Promise.all([
    queries.readVersions(house),
    readOperator(house),
    readNow(house),
  ])
  const current = rules.inForce(versions, kind, now)
  const shown = version ?? current
  const words = shown === 1 ? firstTexts[kind] : await queries.readWords(house, kind, shown)
  if (!words) throw rules.textMissing()
  const said = { operator, retention }
  const own = versions.filter((one) => one.kind === kind)
  return {
    ...{ kind, version: shown, current },
    ko: filled(words.ko, said, 'ko'),
    en: filled(words.en, said, 'en'),
    template: words,
    versions: [
      { version: 1, appliesFrom: null },
      ...own.map((one) => ({ version: one.version, appliesFrom: one.appliesFrom.toISOString() })),
    ],
  }
}

export interface NewVersion extends Words {
  readonly kind: TextKind
  readonly appliesFrom: Date
  readonly isUnfavourable: boolean
  readonly publishedBy: string
}

/** Publishes the next version. Problems in order: terms-change-scheduled, terms-change-too-soon. */
export async function publish(engine: Engine, given: NewVersion): Promise<number> {
  const published = await engine.house.transaction(async (tx) => {
    await queries.lockVersions(tx)
    const versions = await queries.readVersions(tx)
    orThrow(rules.mayPublish(given, { versions, now: tx.now }))
    const last = versions.filter(({ kind }) => kind === given.kind).at(-1)?.version ?? 1
    await queries.insertVersion(tx, { ...given, version: last + 1 })
    return last + 1
  })
  forgetVersions(engine)
  return published
}

const noOperator: Operator = { ...nobody, hosting: '', privacyOfficer: '' }

export const readOperator = async (on: Parameters<typeof queries.readOperator>[0]) =>
  (await queries.readOperator(on)) ?? noOperator

/** Problem: business-number-wrong. */
export async function setOperator(
  engine: Engine,
  given: Operator,
  changedBy: string,
): Promise<Operator> {
  const businessNumber = businessNumberOf(given.businessNumber)
  if (businessNumber === undefined) throw businessNumberWrong()
  const operator = { ...given, businessNumber }
  await engine.house.transaction((tx) => queries.writeOperator(tx, operator, changedBy))
  return operator
}
