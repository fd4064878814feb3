import { placeOf } from '../../shuffle-rules.ts'
import * as check from './order-check.ts'
import { type Call, type RoomRecord, readCalls, readSubjects } from './record-queries.ts'

export const steps = ['secret', 'tickets', 'once', 'chain', 'seed', 'places', 'calls'] as const
export type Step = (typeof steps)[number]

export interface StepState {
  readonly is: 'waiting' | 'running' | 'right' | 'wrong'
  /** 0 to 1, while it runs. */
  readonly done: number
}

export interface OwnPlace {
  readonly number: number
  readonly place: number
}

export interface Verification {
  readonly steps: Readonly<Record<Step, StepState>>
  /** Of the signed-in account, if it was drawn. */
  readonly own: OwnPlace | undefined
  readonly calls: readonly Call[]
  readonly isRunning: boolean
  /** A request failed: what is left could not be checked. */
  readonly error: unknown
}

const waiting: StepState = { is: 'waiting', done: 0 }

export const notStarted: Verification = {
  steps: Object.fromEntries(steps.map((step) => [step, waiting])) as Record<Step, StepState>,
  own: undefined,
  calls: [],
  isRunning: false,
  error: undefined,
}

interface Verifying {
  readonly storeId: string
  readonly record: RoomRecord
  readonly accountId: string | undefined
  readonly onChange: (state: Verification) => void
}

/** Checks a room that has opened, step by step; a wrong step does not keep the others from being checked. */
export async function verify({ storeId, record, accountId, onChange }: Verifying): Promise<void> {
  const { roomId, secret, seed, digest, commitment } = record
  const cohort = record.cohort ?? 0
  if (secret === null || seed === null) return
  let state: Verification = { ...notStarted, isRunning: true }
  const set = (changed: Partial<Verification>) => {
    state = { ...state, ...changed }
    onChange(state)
  }
  const put = (step: Step, now: StepState) => set({ steps: { ...state.steps, [step]: now } })
  const run = async (step: Step, look: (onProgress: check.Progress) => Promise<boolean>) => {
    put(step, { is: 'running', done: 0 })
    const isRight = await look((done) => put(step, { is: 'running', done }))
    put(step, { is: isRight ? 'right' : 'wrong', done: 1 })
  }
  const share = (onProgress: check.Progress) => (count: number) =>
    onProgress(count / Math.max(1, cohort))
  let subjects: readonly string[] = []
  let shuffle: Awaited<ReturnType<typeof check.shuffleOf>> | undefined
  try {
    await run(
      'secret',
      async () => check.hexOf(await check.sha256(check.bytesOf(secret))) === commitment,
    )
    await run('tickets', async (onProgress) => {
      subjects = await readSubjects(storeId, cohort, share(onProgress))
      return subjects.length === cohort
    })
    await run('once', async () => new Set(subjects).size === subjects.length)
    await run(
      'chain',
      async (onProgress) => (await check.chainOf(roomId, subjects, share(onProgress))) === digest,
    )
    await run(
      'seed',
      async () => (await check.hmac(check.bytesOf(secret), check.bytesOf(digest))) === seed,
    )
    await run('places', async (onProgress) => {
      if (cohort === 0) return true
      shuffle = await check.shuffleOf(seed, cohort, (done) => onProgress(done / 2))
      return check.isOneToOne(shuffle, (count) => onProgress(0.5 + count / cohort / 2))
    })
    if (accountId) {
      const number = subjects.indexOf(await check.subjectOf(roomId, accountId))
      if (number >= 0 && shuffle) set({ own: { number, place: placeOf(shuffle, number) } })
    }
    await run('calls', async () => {
      const calls = await readCalls(storeId)
      set({ calls })
      return check.areInOrder(calls) && (calls.at(-1)?.headTo ?? 0) >= record.head
    })
    set({ isRunning: false })
  } catch (error) {
    set({ isRunning: false, error })
  }
}
