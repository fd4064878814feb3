// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are source code
import type { Mutant } from '../copy.ts'

export const waitingRoom: readonly Mutant[] = [
  {
    what: 'that whoever is called counts until they enter',
    suites: ['src/waiting-room/line.test.ts'],
    file: 'src/waiting-room/call-rules.ts',
    is: 'const taken = inside + unclaimed',
    becomes: 'const taken = inside',
  },
  {
    what: 'that a pass counts a little longer than it admits',
    suites: ['src/waiting-room/passes.test.ts'],
    file: 'src/waiting-room/call-queries.ts',
    is: 'make_interval(secs => ${GRACE_SECONDS})',
    becomes: 'make_interval(secs => 0)',
  },
  {
    what: 'that what is held keeps a pass',
    suites: ['src/waiting-room/protected.test.ts'],
    file: 'src/orders/behind-room.ts',
    is: 'return [holdPasses(tx, { storeId, id: roomId }, held)]',
    becomes: 'return held.length > 1e6 ? [holdPasses(tx, { storeId, id: roomId }, held)] : []',
  },
  {
    what: 'that paying ends the pass',
    suites: ['src/waiting-room/protected.test.ts'],
    file: 'src/orders/pay.ts',
    is: 'endBought(\n      tx,\n      storeId,\n      buyerIds,',
    becomes: 'endBought(\n      tx,\n      storeId,\n      buyerIds.slice(0, 0),',
  },
  {
    what: 'that who holds something else stays inside',
    suites: ['src/waiting-room/passes.test.ts'],
    file: 'src/waiting-room/pass-queries.ts',
    is: 'and p.number = b.number and ${isDone}',
    becomes: 'and p.number = b.number',
  },
  {
    what: 'that who is absent is passed over',
    suites: ['src/waiting-room/line.test.ts'],
    file: 'src/waiting-room/tick.ts',
    is: 'line.presence.isPresent(draw.numberAt(place), line.window, PRESENT_WINDOWS)',
    becomes: 'draw.numberAt(place) >= 0',
  },
  {
    what: 'that other processes learn who is present',
    suites: ['src/waiting-room/line.test.ts'],
    file: 'src/waiting-room/lines.ts',
    is: 'for (const { bucket, window: at, seen: bits } of seen) line.presence.merge(bucket, at, bits)',
    becomes: '',
  },
  {
    what: 'that a pass admits its own account only',
    suites: ['src/waiting-room/protected.test.ts'],
    file: 'src/waiting-room/passes.ts',
    is: 'if (token.subject !== subjectOf(room.id, caller.accountId))',
    becomes: "if (token.subject === '')",
  },
  {
    what: 'that rooms leave each other their shares',
    suites: ['src/waiting-room/shared/shared.test.ts'],
    file: 'src/waiting-room/shared/rules.ts',
    is: 'capacity - taken - owed',
    becomes: 'capacity - taken',
  },
]
