import { useCallback, useEffect, useRef, useState } from 'react'
import { answerOf, call, type ProblemBody } from '../../../web/call.ts'
import type * as tickets from '../../contract.ts'
import { isOurs, readCode } from './code.ts'
import {
  type CheckInList,
  judge,
  type Listed,
  listedOf,
  type Scan,
  type Verdict,
  withScan,
} from './judge.ts'
import * as kept from './kept.ts'

const SEND_MS = 4_000
const READ_MS = 60_000
const SENT_MOST = 1_000

export interface CheckIn {
  /** The store and the start. */
  readonly about: Pick<CheckInList, 'store' | 'startsAt'> | undefined
  readonly listed: ReadonlyMap<string, Listed> | undefined
  /** When the list was read, by the device's clock. */
  readonly readAt: number | undefined
  readonly problem: ProblemBody | undefined
  /** Reads the list again. */
  readonly reread: () => Promise<void>
  /** Scans that the server does not have yet. */
  readonly waiting: number
  readonly isOnline: boolean
  /** Tickets that several devices let in, as the server found later. */
  readonly twice: readonly { readonly ticket: Listed; readonly scans: readonly Scan[] }[]
  readonly device: string
  readonly nameDevice: (name: string) => void
  /** Judges a scanned code or a typed serial; a welcome is kept and sent. */
  readonly scan: (text: string) => Promise<Verdict>
}

interface Place {
  readonly storeId: string
  readonly occasionId: string
}

/** The list of an occasion on this device, which works without a network, and what it has scanned. */
export function useCheckIn(place: Place): CheckIn {
  const { occasionId } = place
  const [device, setDevice] = useState(kept.readDevice)
  const list = useList(place)
  const [queue, setQueue] = useState<readonly kept.Queued[]>([])
  const [listed, setListed] = useState<ReadonlyMap<string, Listed>>()
  const { twice, isOnline } = useSending({ ...place, device, queue, setQueue, reread: list.reread })
  useEffect(() => {
    void kept
      .readQueue(occasionId)
      .then((known) => setQueue((now) => (now.length > 0 ? now : known)))
  }, [occasionId])
  const queued = useRef(queue)
  useEffect(() => {
    queued.current = queue
  }, [queue])
  useEffect(() => {
    if (list.list) setListed(listedOf(list.list, queued.current, device))
  }, [list.list, device])

  const scan = async (text: string): Promise<Verdict> => {
    const code = readCode(text)
    const serial = code?.serial ?? text.trim().toUpperCase()
    if (!listed || !list.list || !/^[0-9A-Z]{10}$/.test(serial)) return { kind: 'unreadable' }
    const verdict = judge(serial, {
      ...{ listed, occasionId, codeOf: code?.occasionId },
      isOurs: code && (await isOurs(code, list.list.publicKey)),
    })
    if (verdict.kind !== 'welcome') return verdict
    const at = new Date().toISOString()
    setListed((known) => known && withScan(known, serial, { device, at }))
    const now = [...queued.current, { serial, at }]
    queued.current = now
    setQueue(now)
    await kept.keepQueue(occasionId, now)
    return verdict
  }
  return {
    ...{
      about: list.list,
      listed,
      readAt: list.readAt,
      problem: list.problem,
      reread: list.reread,
      waiting: queue.length,
      device,
      scan,
    },
    isOnline: isOnline && !list.problem,
    twice: twice.flatMap(({ serial, scans }) => {
      const ticket = listed?.get(serial)
      return ticket ? [{ ticket, scans }] : []
    }),
    nameDevice: (name) => {
      setDevice(name)
      kept.keepDevice(name)
    },
  }
}

/** The list: first the one that the device keeps, then the server's, now and again. */
function useList({ storeId, occasionId }: Place) {
  const [list, setList] = useState<CheckInList>()
  const [readAt, setReadAt] = useState<number>()
  const [problem, setProblem] = useState<ProblemBody>()
  const reread = useCallback(async () => {
    try {
      const answer = await answerOf(
        call<typeof tickets.getCheckInList>(
          'GET /v1/stores/:storeId/occasions/:occasionId/check-in-list',
          { params: { storeId, occasionId } },
        ),
      )
      setList(answer)
      setReadAt(Date.now())
      setProblem(undefined)
      await kept.keepList(occasionId, { list: answer, readAt: Date.now() })
    } catch (thrown) {
      setProblem(thrown as ProblemBody)
    }
  }, [storeId, occasionId])
  useEffect(() => {
    void kept.readKept(occasionId).then((known) => {
      if (!known) return
      setList((now) => now ?? known.list)
      setReadAt((now) => now ?? known.readAt)
    })
    void reread()
    const timer = setInterval(reread, READ_MS)
    return () => clearInterval(timer)
  }, [occasionId, reread])
  return { list, readAt, problem, reread }
}

type Twice = { readonly serial: string; readonly scans: readonly Scan[] }

interface Sending extends Place {
  readonly device: string
  readonly queue: readonly kept.Queued[]
  readonly setQueue: (change: (queue: readonly kept.Queued[]) => readonly kept.Queued[]) => void
  readonly reread: () => Promise<void>
}

/** Sends what was scanned as soon as there is a network; the same again changes nothing. */
function useSending(sending: Sending) {
  const [twice, setTwice] = useState<readonly Twice[]>([])
  const [isOnline, setOnline] = useState(navigator.onLine)
  const latest = useRef(sending)
  const isSending = useRef(false)
  useEffect(() => {
    latest.current = sending
  })
  const { queue } = sending
  useEffect(() => {
    const send = async () => {
      const { storeId, occasionId, device, queue: all, setQueue } = latest.current
      const scans = all.slice(0, SENT_MOST)
      if (scans.length === 0 || isSending.current) return
      isSending.current = true
      const result = await call<typeof tickets.addCheckIns>(
        'POST /v1/stores/:storeId/occasions/:occasionId/check-ins',
        { params: { storeId, occasionId }, body: { device, scans } },
      )
      isSending.current = false
      setOnline(result.ok || result.problem.status !== 0)
      if (!result.ok) return
      setTwice(result.answer.twice)
      const sent = new Set(scans)
      setQueue((now) => {
        const left = now.filter((scan) => !sent.has(scan))
        void kept.keepQueue(occasionId, left)
        return left
      })
    }
    const again = () => {
      setOnline(navigator.onLine)
      void send()
    }
    if (queue.length > 0) void send()
    const timer = setInterval(send, SEND_MS)
    addEventListener('online', again)
    addEventListener('offline', again)
    return () => {
      clearInterval(timer)
      removeEventListener('online', again)
      removeEventListener('offline', again)
    }
  }, [queue])
  return { twice, isOnline }
}
