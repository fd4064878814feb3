import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

/**
 * Negative control: a copy of the product with one lock or one check removed must fail the tests
 * that guard it.
 */
const run = promisify(execFile)
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jari-control-'))
  const here = ['src', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts']
  for (const name of here) await cp(resolve(name), join(folder, name), { recursive: true })
  await symlink(resolve('node_modules'), join(folder, 'node_modules'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/**
 * Runs one test file in the copy. Red means that some of its tests fail while others pass, so that a
 * copy that cannot run at all is not taken for red. That all pass with the guard, the run of the
 * whole suite shows.
 */
async function outcomeOf(file: string): Promise<'green' | 'red' | 'broken'> {
  const server = new URL(inject('templateUrl'))
  server.pathname = '/postgres'
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs')
  const report = join(folder, 'report.json')
  await rm(report, { force: true })
  const environment = {
    ...process.env,
    TEST_DATABASE_URL: server.href,
    TEST_TEMPLATE: 'jari_control',
  }
  const words = ['run', file, '--reporter=json', `--outputFile=${report}`]
  const isGreen = await run(process.execPath, [vitest, ...words], {
    cwd: folder,
    env: environment,
  }).then(
    () => true,
    () => false,
  )
  if (isGreen) return 'green'
  const { numFailedTests, numPassedTests } = JSON.parse(await readFile(report, 'utf8'))
  return numFailedTests > 0 && numPassedTests > 0 ? 'red' : 'broken'
}

test.each(['src/orders/claim.test.ts', 'src/front-doors/timetables/gate.test.ts'])(
  '%s fails without the lock',
  async (guarded) => {
    const path = join(folder, 'src/orders/claim-queries.ts')
    const text = await readFile(path, 'utf8')
    const unlocked = text.replace(/order by p\.id\s+for update/, 'order by p.id')
    expect(unlocked).not.toBe(text)
    await writeFile(path, unlocked)
    const without = await outcomeOf(guarded)
    await writeFile(path, text)
    expect(without).toBe('red')
  },
  240_000,
)

/**
 * Guards of money and days with the tests that must fail: in a file, one text is replaced by
 * another.
 */
const guards = [
  {
    what: 'that a call is looked up when its answer was lost',
    suite: 'src/payments/storm.test.ts',
    file: 'src/payments/rules.ts',
    is: "if (reply.is === 'unknown') return { is: 'wait', reason: reply.reason }",
    becomes: "if (reply.is === 'unknown') return { is: 'expired', reason: reply.reason }",
  },
  {
    what: 'that an answer must fit its payment',
    suite: 'src/payments/forged.test.ts',
    file: 'src/payments/rules.ts',
    is: "['amount', snapshot.amount.amount, payment.amount],",
    becomes: '',
  },
  {
    what: 'that no gateway is called inside a transaction',
    suite: 'src/payments/slow.test.ts',
    file: 'src/payments/call-gateway.ts',
    is: 'if (inTransaction())',
    becomes: 'if (inTransaction() && !name)',
  },
  {
    what: 'that a wallet’s part goes along',
    suite: 'src/payments/wallet.test.ts',
    file: 'src/payments/wallet-part.ts',
    is: 'if (!walletPart) return undefined',
    becomes: 'if (!walletPart || tx) return undefined',
  },
  {
    what: 'that charges are counted under the wallet’s lock',
    suite: 'src/wallets/limit.test.ts',
    file: 'src/wallets/queries.ts',
    is: `where w.account_id = any(\${accountIds}::uuid[])
     order by w.id
       for update of w`,
    becomes: `where w.account_id = any(\${accountIds}::uuid[])
     order by w.id`,
  },
  {
    what: 'that money which comes back for who left is owed to them',
    suite: 'src/payments/owner-left.test.ts',
    file: 'src/wallets/spends/rules.ts',
    is: "if (!wayBack) return 'charged'",
    becomes: "if (!wayBack || wayBack) return 'charged'",
  },
  {
    what: 'that the day is asked for again under the lock',
    suite: 'src/front-doors/timetables/midnight.test.ts',
    file: 'src/orders/standing.ts',
    is: 'if (clock.timeZone && !batch.isSameOn(wallDate(tx.now, clock.timeZone))) return clock',
    becomes: '',
  },
  {
    what: 'that the day of a claim is asked for under the lock',
    suite: 'src/front-doors/timetables/booking.test.ts',
    file: 'src/orders/claim.ts',
    is: 'if (store && !batch.isSameOn(wallDate(askedAt, store.timeZone))) return clock',
    becomes: '',
  },
  {
    what: 'that the clock is read behind the lock',
    suite: 'src/front-doors/timetables/midnight.test.ts',
    file: 'src/postgres/transaction.ts',
    is: 'sql`select clock_now() as now`',
    becomes: 'sql`select now() + ahead as now from clock`',
  },
] as const

test.each(guards)(
  'without $what, $suite is red',
  async ({ suite: guarded, file, is, becomes }) => {
    const path = join(folder, file)
    const text = await readFile(path, 'utf8')
    expect(text).toContain(is)
    await writeFile(path, text.replace(is, becomes))
    const without = await outcomeOf(guarded)
    await writeFile(path, text)
    expect(without).toBe('red')
  },
  240_000,
)
