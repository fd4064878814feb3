import type { Mutant } from '../copy.ts'

export const postgres: readonly Mutant[] = [
  {
    what: 'that an answer is written only by the request that took its key',
    suites: ['src/postgres/once.test.ts'],
    file: 'src/postgres/once.ts',
    is: '\n       and idempotency_keys.fingerprint = excluded.fingerprint',
    becomes: '',
  },
  {
    what: 'that a key with another request is refused',
    suites: ['src/postgres/once.test.ts'],
    file: 'src/postgres/once.ts',
    is: 'row && row.fingerprint !== fingerprint ? keyReused() : row?.answer',
    becomes: 'row?.answer',
  },
  {
    what: 'that a statement which begins with `with` counts as a write',
    suites: ['src/postgres/shared.test.ts'],
    file: 'src/postgres/rules.ts',
    is: '/^\\s*select\\b/i',
    becomes: '/^\\s*(select|with)\\b/i',
  },
  {
    what: 'that one work of a shared transaction cannot keep half of what it wrote',
    suites: ['src/postgres/shared.test.ts'],
    file: 'src/postgres/shared.ts',
    is: 'if (error instanceof Problem && !wrote) return error',
    becomes: 'if (error instanceof Problem) return error',
  },
  {
    what: 'that works with one key follow one another',
    suites: ['src/postgres/shared.test.ts'],
    file: 'src/postgres/shared.ts',
    is: 'before ? before.then(() => attempt(tx, work)) : attempt(tx, work)',
    becomes: 'attempt(tx, work)',
  },
  {
    what: 'that a refused statement ends its transaction, whoever caught it',
    suites: ['src/postgres/transaction.test.ts'],
    file: 'src/postgres/transaction.ts',
    is: 'if (refused) throw refused // whoever caught it: the commit would be a rollback\n    if',
    becomes: 'if',
  },
  {
    what: 'that a commit whose answer was lost is not repeated',
    suites: ['src/postgres/transaction.test.ts'],
    file: 'src/postgres/transaction.ts',
    is: 'if (mayBeCommitted) return causedBy(outcomeUnknown(), error)',
    becomes: '',
  },
  {
    what: 'that a lane goes on with what came during a commit',
    suites: ['src/kernel/group-commit.test.ts'],
    file: 'src/kernel/group-commit.ts',
    is: 'while (queue.length > 0) {',
    becomes: 'if (queue.length > 0) {',
  },
  {
    what: 'that one bad request of a batch does not fail the others',
    suites: ['src/kernel/group-commit.test.ts'],
    file: 'src/kernel/group-commit.ts',
    is: 'if (batch.length === 1) return () => settle(batch, [error as Error])',
    becomes: 'if (batch) return () => settle(batch, batch.map(() => error as Error))',
  },
]
