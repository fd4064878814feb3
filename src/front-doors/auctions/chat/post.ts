import { type Engine, perEngine } from '../../../engine.ts'
import { GroupCommit } from '../../../kernel/group-commit.ts'
import type { Id } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import { RecentMap } from '../../../kernel/recent-map.ts'
import { type Once, type Replay, rememberFresh, replaysOf } from '../../../postgres/once.ts'
import type { Tx } from '../../../postgres/sql.ts'
import { type LotAsk, readBidders } from '../bid-queries.ts'
import { lotMissing } from '../rules.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { messageView } from './view.ts'

export interface MessageAsk {
  readonly accountId: Id<'Account'>
  readonly text: string
  readonly once: Once | undefined
}

type Posted = Replay | { readonly stored: string }

/** People whose pace this process knows. */
const PACES_MOST = 20_000
const paces = perEngine(() => new RecentMap<rules.Bucket>(PACES_MOST))

/**
 * Writes a message to a lot. Those that arrive during a commit share the next one; all processes take turns
 * on the chat's row, so that numbers have no gaps and are in the order of the commits. The pace of a person
 * is counted by each process, before the database is asked.
 * Problems in order: message-too-long, chat-too-fast, those of the key, lot-missing, chat-frozen, chat-muted.
 */
export async function postMessage(
  engine: Engine,
  { storeId, lotId, ...ask }: LotAsk & MessageAsk,
): Promise<Posted> {
  const tooLong = rules.checkText(ask.text)
  if (tooLong) throw tooLong
  const known = paces(engine)
  const { bucket, refused } = rules.say(known.get(ask.accountId), performance.now())
  known.set(ask.accountId, bucket)
  if (refused) throw refused
  return posts(engine).submit(`${storeId} ${lotId}`, ask)
}

const posts = perEngine(
  (engine) =>
    new GroupCommit<MessageAsk, Posted>(async (asks, lane) => {
      const [storeId = '', lotId = ''] = lane.split(' ')
      const answers = await postAll(engine, { storeId, lotId }, asks)
      // A hint to those who watch at this process; the relay tells the others.
      engine.bus.publish([{ topic: 'lot.talked', storeId, subjectId: lotId, body: { lotId } }])
      return answers
    }),
)

function postAll(engine: Engine, at: LotAsk, asks: readonly MessageAsk[]) {
  const accountIds = [...new Set(asks.map(({ accountId }) => accountId))]
  return engine.cell(at.storeId).transactionAfter(
    // Pipelined in this order: what follows the lock is read under it.
    (on) =>
      Promise.all([
        queries.makeChat(on, at),
        queries.lockChat(on, at),
        queries.readSpeakers(on, at, accountIds),
        readBidders(on, at, accountIds),
        replaysOf(on, asks),
      ]),
    async (tx, [, chat, speakers, bidders, replays]): Promise<(Posted | Problem)[]> => {
      if (!chat) return asks.map((ask) => replays.get(ask) ?? lotMissing())
      const fresh = asks.filter((ask) => !replays.has(ask))
      const decided = decide(chat, { speakers, bidders }, fresh)
      const answers = new Map<MessageAsk, Posted | Problem>(replays)
      const kept: { once: Once; answer: string }[] = []
      fresh.forEach((ask, index) => {
        const message = decided.outcomes[index] as queries.NewMessage | Problem
        if (message instanceof Problem) {
          answers.set(ask, message)
          return
        }
        const { number, from, accountId, text } = message
        const shown = { ...from, message: number, accountId, text, at: tx.now }
        const stored = JSON.stringify(messageView(shown, accountId))
        if (ask.once) kept.push({ once: ask.once, answer: stored })
        answers.set(ask, { stored })
      })
      if (decided.messages.length > 0) await tx.commitWith(writesOf(tx, at, decided, kept))
      return asks.map((ask) => answers.get(ask) as Posted | Problem)
    },
  )
}

interface People {
  readonly speakers: Awaited<ReturnType<typeof queries.readSpeakers>>
  readonly bidders: Awaited<ReturnType<typeof readBidders>>
}

interface Decided {
  readonly chat: queries.Chat
  readonly messages: readonly queries.NewMessage[]
  /** Who has got a number as a viewer. */
  readonly viewers: ReadonlyMap<Id<'Account'>, number>
  /** In the order of the asks. */
  readonly outcomes: readonly (queries.NewMessage | Problem)[]
}

/** Numbers messages in order of arrival. */
function decide(
  chat: queries.Chat,
  { speakers, bidders }: People,
  asks: readonly MessageAsk[],
): Decided {
  const spoken = new Map(speakers.map((one) => [one.accountId, one]))
  const bidderOf = new Map(bidders.map(({ accountId, bidder }) => [accountId, bidder]))
  const viewers = new Map<Id<'Account'>, number>()
  const messages: queries.NewMessage[] = []
  const outcomes = asks.map(({ accountId, text }) => {
    const facts = {
      isFrozen: chat.isFrozen,
      isSeller: accountId === chat.ownerId,
      isMuted: spoken.get(accountId)?.isMuted ?? false,
      bidder: bidderOf.get(accountId),
      viewer: viewers.get(accountId) ?? spoken.get(accountId)?.number,
    }
    const from = rules.speakAs(facts, chat.viewers + viewers.size + 1)
    if (from instanceof Problem) return from
    if (from.kind === 'viewer' && from.number !== facts.viewer)
      viewers.set(accountId, from.number ?? 0)
    const message = { number: chat.messages + messages.length + 1, from, accountId, text }
    messages.push(message)
    return message
  })
  const after = {
    ...chat,
    messages: chat.messages + messages.length,
    viewers: chat.viewers + viewers.size,
  }
  return { chat: after, messages, viewers, outcomes }
}

const writesOf = (
  tx: Tx,
  at: LotAsk,
  { chat, messages, viewers }: Decided,
  kept: readonly { readonly once: Once; readonly answer: string }[],
): Promise<unknown>[] => [
  queries.writeChat(tx, at, chat),
  queries.insertMessages(tx, at, messages),
  ...(viewers.size > 0 ? [queries.writeSpeakers(tx, at, viewers)] : []),
  ...(kept.length > 0 ? [rememberFresh(tx, kept)] : []),
]
