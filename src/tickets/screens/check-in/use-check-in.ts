import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { answerOf, call, type ProblemBody } from '../../../web/call.ts'
import type * as tickets from '../../contract.ts'
import { isOurs, readCode } from './code.ts'
import {
  type CheckInList,
  isEarlyAt,
  judge,
  type Listed,
  listedOf,
  type OwnScan,
  type Scan,
  type Verdict,
} from './judge.ts'
import * as kept from './kept.ts'

const SEND_MS = 4_000
const READ_MS = 60_000
const SENT_MOST = 1_000

export interface CheckIn {
  /** The store and the start. */
  readonly about: Pick<CheckInList, 'store' | 'startsAt'> | undefined
  readonly listed: ReadonlyMap<string, Listed> | undefined
  /** When the list was read, by the server's clock. */
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
  /** Lets in what came early. */
  readonly admit: (serial: string) => Promise<Verdict>
}

interface Place {
  readonly storeId: string
  readonly occasionId: string
}

/** The list of an occasion on this device, which works without a network, and what it has scanned. */
export function useCheckIn(place: Place): CheckIn {
  const { occasionId } = place
  const [device, setDevice] = useState(kept.readDevice)
  const { list, aheadMs, ...reading } = useList(place)
  const own = useOwnScans(occasionId)
  const { twice, isOnline } = useSending({ ...place, device, own })
  const listed = useMemo(
    () => list && own.scans && listedOf(list, own.scans, device),
    [list, own.scans, device],
  )
  const check = async (text: string, isAdmitted: boolean): Promise<Verdict> => {
    const now = Date.now() + aheadMs
    const code = readCode(text)
    const serial = code?.serial ?? text.trim().toUpperCase()
    if (!list || !/^[0-9A-Z]{10}$/.test(serial)) return { kind: 'unreadable' }
    const isGenuine = code && (await isOurs(code, list.publicKey))
    // As of now: another scan may have come meanwhile.
    const verdict = judge(serial, {
      ...{ listed: listedOf(list, own.latest(), device), occasionId, codeOf: code?.occasionId },
      isOurs: isGenuine,
      isEarly: !isAdmitted && isEarlyAt(list, now),
    })
    if (verdict.kind === 'welcome')
      await own.change((all) => [...all, { serial, at: new Date(now).toISOString() }])
    return verdict
  }
  return {
    ...{ about: list, listed, device, ...reading },
    scan: (text) => check(text, false),
    admit: (serial) => check(serial, true),
    waiting: waitingOf(own.scans ?? []).length,
    isOnline: isOnline && !reading.problem,
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

interface OwnScans {
  /** Undefined until they are read. */
  readonly scans: readonly OwnScan[] | undefined
  readonly latest: () => readonly OwnScan[]
  readonly change: (make: (all: readonly OwnScan[]) => readonly OwnScan[]) => Promise<void>
}

const waitingOf = (scans: readonly OwnScan[]) => scans.filter(({ sentAs }) => sentAs === undefined)

/**
 * What this device has scanned, kept on it. Also what was sent: the list that is kept may be older, and a
 * page that is opened again without a network must not let anybody in twice.
 */
function useOwnScans(occasionId: string): OwnScans {
  const [scans, setScans] = useState<readonly OwnScan[]>()
  const now = useRef<readonly OwnScan[]>([])
  useEffect(() => {
    void kept.readScans(occasionId).then((known) => {
      now.current = known
      setScans(known)
    })
  }, [occasionId])
  const latest = useCallback(() => now.current, [])
  const change = useCallback<OwnScans['change']>(
    async (make) => {
      now.current = make(now.current)
      setScans(now.current)
      await kept.keepScans(occasionId, now.current)
    },
    [occasionId],
  )
  return { scans, latest, change }
}

/** The list: first the one that the device keeps, then the server's, now and again. */
function useList({ storeId, occasionId }: Place) {
  const [list, setList] = useState<CheckInList>()
  const [readAt, setReadAt] = useState<number>()
  const [aheadMs, setAheadMs] = useState(0)
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
      const ahead = Date.parse(answer.now) - Date.now()
      setReadAt(Date.parse(answer.now))
      setAheadMs(ahead)
      setProblem(undefined)
      await kept.keepList(occasionId, {
        ...{ list: answer, readAt: Date.parse(answer.now), aheadMs: ahead },
      })
    } catch (thrown) {
      setProblem(thrown as ProblemBody)
    }
  }, [storeId, occasionId])
  useEffect(() => {
    void kept.readKept(occasionId).then((known) => {
      if (!known) return
      setList((now) => now ?? known.list)
      setReadAt((now) => now ?? known.readAt)
      setAheadMs((now) => now || (known.aheadMs ?? 0))
    })
    void reread()
    const timer = setInterval(reread, READ_MS)
    return () => clearInterval(timer)
  }, [occasionId, reread])
  return { list, readAt, aheadMs, problem, reread }
}

type Twice = { readonly serial: string; readonly scans: readonly Scan[] }

interface Sending extends Place {
  readonly device: string
  readonly own: OwnScans
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
  const send = useCallback(async () => {
    const { storeId, occasionId, device, own } = latest.current
    const waiting = waitingOf(own.latest()).slice(0, SENT_MOST)
    if (waiting.length === 0 || isSending.current) return
    isSending.current = true
    const scans = waiting.map(({ serial, at }) => ({ serial, at }))
    const result = await call<typeof tickets.addCheckIns>(
      'POST /v1/stores/:storeId/occasions/:occasionId/check-ins',
      { params: { storeId, occasionId }, body: { device, scans } },
    )
    isSending.current = false
    setOnline(result.ok || result.problem.status !== 0)
    if (!result.ok) return
    setTwice(result.answer.twice)
    const sent = new Set(waiting)
    await own.change((all) =>
      all.map((scan) => (sent.has(scan) ? { ...scan, sentAs: device } : scan)),
    )
  }, [])
  const { scans } = sending.own
  useEffect(() => {
    if (scans) void send()
  }, [scans, send])
  useEffect(() => {
    const again = () => {
      setOnline(navigator.onLine)
      void send()
    }
    const timer = setInterval(send, SEND_MS)
    addEventListener('online', again)
    addEventListener('offline', again)
    return () => {
      clearInterval(timer)
      removeEventListener('online', again)
      removeEventListener('offline', again)
    }
  }, [send])
  return { twice, isOnline }
}
