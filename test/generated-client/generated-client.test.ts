import { execFile } from 'node:child_process'
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../engine.ts'
import { type TestServer, testServer } from '../server.ts'

/** What a client generated from `/openapi.json` can do. */
const run = promisify(execFile)
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const folder = here('../../dist/generated-client/')
const compiler = here('../../node_modules/typescript/bin/tsc')

let engine: TestEngine
let product: TestServer
let url: string
/** The merchant's own front end, and what its buyers came back to. */
let merchant: Server
const visited: string[] = []

beforeAll(async () => {
  engine = await testEngine()
  product = await testServer(engine)
  url = await product.server.listen({ port: 0 })
  merchant = createServer((request, response) => {
    visited.push(request.url ?? '')
    response.end('고맙습니다')
  })
  await new Promise<void>((done) => merchant.listen(0, done))
  await mkdir(folder, { recursive: true })
  for (const file of ['purchase.ts', 'tsconfig.json']) await copyFile(here(file), folder + file)
})
afterAll(async () => {
  merchant.close()
  await product.server.close()
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

test('a generated client buys, from signing up to signing out, and returns to the merchant', async () => {
  const node = (...words: string[]) => run(process.execPath, words)
  await node(here('generate.ts'), `${url}/openapi.json`, `${folder}api.ts`)
  const checked = await node(compiler, '-p', folder).catch((error) => error)
  expect(checked.stdout).toBe('')

  const { port } = merchant.address() as AddressInfo
  const { stdout } = await node(`${folder}purchase.ts`, url, `http://localhost:${port}`)
  const bought = JSON.parse(stdout)
  expect(bought).toMatchObject({
    refused: 'return-address-refused',
    payment: 'paid',
    booking: 'paid',
    price: { amount: 25_000, currency: 'KRW' },
    signedIn: '김손님',
    signedOut: null,
  })
  const next = new URL(bought.nextUrl)
  expect([next.origin, next.pathname]).toEqual([`http://localhost:${port}`, '/paid'])
  expect(Object.fromEntries(next.searchParams)).toMatchObject({ basket: '7', status: 'paid' })
  expect(visited).toEqual([next.pathname + next.search])
}, 240_000)
