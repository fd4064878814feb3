import { expect, test } from 'vitest'
import { statementsOf } from './script.ts'

const scripts: readonly (readonly [string, string, readonly string[]])[] = [
  ['statements', 'select 1; select 2;\n', ['select 1', 'select 2']],
  ['no last semicolon', 'select 1;\nselect 2', ['select 1', 'select 2']],
  ['nothing but comments', '-- a; b\n/* c; */ ;', []],
  ['strings', "select ';', 'it''s; so'; select 2", ["select ';', 'it''s; so'", 'select 2']],
  ['a backslash in a string', "select '\\'; select 2", ["select '\\'", 'select 2']],
  ['a backslash in an escape string', "select e'\\';'; select 2", ["select e'\\';'", 'select 2']],
  ['quoted names', 'select 1 as "a;""b"; select 2', ['select 1 as "a;""b"', 'select 2']],
  [
    'line comments',
    "select 1 -- don't; stop\n + 1; select 2",
    ["select 1 -- don't; stop\n + 1", 'select 2'],
  ],
  [
    'nested comments',
    'select /* a /* b; */ c; */ 1; select 2',
    ['select /* a /* b; */ c; */ 1', 'select 2'],
  ],
  ['dollar quotes', 'do $$ begin a; end $$; select 2', ['do $$ begin a; end $$', 'select 2']],
  ['tagged dollar quotes', 'do $x$ a; $$ b; $x$; select 2', ['do $x$ a; $$ b; $x$', 'select 2']],
  ['a dollar in a name', 'select a$b; select c$b', ['select a$b', 'select c$b']],
  [
    'atomic bodies',
    'create function f() returns int begin atomic select case when true then 1 end; select 2; end; select 3',
    [
      'create function f() returns int begin atomic select case when true then 1 end; select 2; end',
      'select 3',
    ],
  ],
]

test.each(scripts)('a script is split by statement: %s', (_, script, statements) => {
  expect(statementsOf(script)).toEqual(statements)
})
