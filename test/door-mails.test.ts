import { glob, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeMail } from '../src/bookings/mails/booking-mail.ts'
import { frontDoors } from '../src/front-doors/index.ts'
import { later } from '../src/kernel/time.ts'
import type { MailContent } from '../src/mail/content.ts'
import { type NoticeKind, topicOf } from '../src/mail/notice-rules.ts'
import { readNow } from '../src/postgres/now.ts'
import { sql } from '../src/postgres/sql.ts'
import { givenStore, type TestEngine, testEngine } from './engine.ts'
import { cancel, givenHeld, pay } from './paying.ts'

/** What somebody bought, in the words of each way of selling. */
const words: Readonly<Record<string, RegExp>> = {
  dining: /예약|booking/i,
  timetables: /예약|booking/i,
  concerts: /예매|booking/i,
  auctions: /낙찰|주문(?! 번호)|\border(?! number)/i,
  shop: /주문(?! 번호)|\border(?! number)/i,
}
/** A door's mails say none of those that are not its own. */
const foreign: Readonly<Record<string, RegExp>> = {
  dining: /예매|낙찰/,
  timetables: /예매|낙찰/,
  concerts: /예약|낙찰/,
  auctions: /예약|예매|(?<!\/)booking(?!s\/)/i,
  shop: /예약|예매|낙찰|(?<!\/)booking(?!s\/)/i,
}

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

/** A paid order of two things that begin tomorrow, at a store of a front door. */
async function givenPaid(name: string, prefix: string) {
  const storeId = await givenStore(engine)
  await engine.database.run(sql`update stores set front_door = ${name} where id = ${storeId}`)
  const { now } = await readNow(engine.database)
  const key = `${prefix}${engine.newId()}`
  const line = { key, startsAt: later(now, 86_400), quantity: 2, unitPrice: 1_000 }
  const held = await givenHeld(engine, { storeId, lines: [line] })
  await pay(engine, held)
  return held
}

const textOf = (mail: MailContent | undefined): string => `${mail?.subject}\n${mail?.text}`

describe.each(frontDoors.map((door) => [door.name, door.keys[0] ?? ''] as const))(
  'mails of %s',
  (name, prefix) => {
    test('call what was bought by its own words, and by no other’s', async () => {
      const held = await givenPaid(name, prefix)
      const of = { storeId: held.storeId, orderId: held.order.id }
      const buyer = async (kind: 'paid' | 'moved' | 'canceled') =>
        textOf(await writeMail(engine, { ...of, kind, aboutId: null, name: '김손님' }))
      const seller = async (kind: NoticeKind) => {
        const notice = { ...of, id: engine.newId<'Notice'>(), kind, aboutId: null, at: new Date() }
        return textOf(
          await writeMail(engine, { ...of, kind: 'owner', notices: [notice], count: 1 }),
        )
      }
      const mails = [await buyer('paid'), await buyer('moved')]
      for (const kind of Object.keys(topicOf) as NoticeKind[]) mails.push(await seller(kind))
      await cancel(engine, held)
      mails.push(await buyer('canceled'))
      for (const mail of mails) {
        expect(mail).not.toContain('undefined')
        expect(mail).not.toMatch(foreign[name] ?? /^/)
      }
      expect(mails[0]).toMatch(words[name] ?? /^$/)
      expect(mails.at(-1)).toMatch(words[name] ?? /^$/)
    })

    test('of the door itself use none of another’s words', async () => {
      const files = glob(`src/front-doors/${name}/**/mails{/*,}.ts`)
      for await (const file of files) {
        if (file.endsWith('.test.ts')) continue
        const said = (await readFile(file, 'utf8')).match(/[^\n]*[가-힣][^\n]*/g) ?? []
        expect(said.filter((line) => (foreign[name] ?? /^/).test(line))).toEqual([])
      }
    })
  },
)

test('what every order is told leaves the noun to the front door', async () => {
  for await (const file of glob('src/bookings/mails/*.ts')) {
    if (file.endsWith('.test.ts') || file.endsWith('facts.ts')) continue
    const code = (await readFile(file, 'utf8')).replaceAll(/\/\*[\s\S]*?\*\//g, '')
    expect([file, code.match(/예약|예매|낙찰|주문(?! 번호)/g)]).toEqual([file, null])
  }
})
